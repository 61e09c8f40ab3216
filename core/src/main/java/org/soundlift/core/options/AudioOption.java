package org.soundlift.core.options;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.soundlift.core.options.ValueForm.Decimal;
import org.soundlift.core.options.ValueForm.Flag;
import org.soundlift.core.options.ValueForm.OneOf;
import org.soundlift.core.options.ValueForm.Text;
import org.soundlift.core.options.ValueForm.Time;
import org.soundlift.core.options.ValueForm.Whole;
import org.soundlift.core.track.TrackChoice;

/**
 * An option as users name and read it: the one description from which the interface's, the command line's and the manual's are
 * made.
 */
public enum AudioOption {
    PRESET(
            "NAME",
            new OneOf(Preset.names()),
            "A name for a set of options; options beside it win.",
            "one of " + String.join(", ", Preset.names())),
    QUALITY(
            "0-9",
            new Whole(Rate.VariableRate.LOWEST, Rate.VariableRate.HIGHEST),
            "Variable bit rate: 0 (best) to 9 (smallest). Without it and without bitrate it is 2, about 190 kbit/s.",
            "a whole number from 0 (best) to 9 (smallest)"),
    BITRATE(
            "KBIT/S",
            new Whole(8, 320),
            "Constant bit rate in kbit/s instead of a quality, such as 64, 128, 192 or 320; 16 to 56 are enough for speech.",
            "one of " + Words.BITRATES + " (kbit/s)"),
    BITRATE_MONO(
            "KBIT/S",
            new Whole(8, 320),
            "Constant bit rate in kbit/s, in place of bitrate, where the MP3 has one channel.",
            "one of " + Words.BITRATES + " (kbit/s), beside bitrate"),
    SAMPLE_RATE(
            "HZ",
            new Whole(8_000, 48_000),
            "Samples a second, such as 44100, 22050 or 16000. Without it, as many as the video has.",
            "one of " + Words.SAMPLE_RATES + " (Hz)"),
    MAX_SAMPLE_RATE(
            "HZ",
            new Whole(8_000, 48_000),
            "The most samples a second; a video that has fewer keeps its own number.",
            "one of " + Words.SAMPLE_RATES + " (Hz)"),
    CHANNELS(
            "CHANNELS",
            new OneOf(Arrays.stream(Channels.values()).map(Channels::text).toList()),
            "source: as many as the video has, two at most. auto: a silent channel is left out, and of two equal ones one is"
                    + " enough. auto-mono: the same, then one channel.",
            "source, mono, stereo, left, right, auto or auto-mono"),
    START(
            "TIME",
            new Time(false),
            "Where the sound begins: seconds, or a time such as 1:30 or 1:02:03.250.",
            "a time such as 90, 1:30 or 1:02:03.250"),
    END(
            "TIME",
            new Time(true),
            "Where the sound ends: seconds, or a time such as 1:30; a negative time counts from the end.",
            "a time behind start such as 90, 1:30 or 1:02:03.250, or a negative one such as -10 from the end"),
    TRIM_SILENCE(
            "ends|none",
            new OneOf(List.of(Words.ENDS, Words.NONE)),
            "ends: silence at the beginning and at the end is left out, all but 0.2 s.",
            "ends or none"),
    LOUDNESS(
            "LUFS",
            new Decimal(OptionsBuilder.QUIETEST_LUFS, OptionsBuilder.LOUDEST_LUFS),
            "Integrated loudness (ITU-R BS.1770) of what is heard, such as -16 for podcasts or -23 for broadcast; peaks stay"
                    + " at or below -1 dBTP. keep: as it is.",
            "a number from -31 to -9 (LUFS), or keep"),
    TRACK(
            "TRACK",
            new Text(TrackChoice.LONGEST),
            "Which audio track: its number from 1, its language such as de or deu, its name, or default; all: each one, as files in a"
                    + " ZIP archive.",
            "default, all, a number from 1, a language or a name, of at most " + TrackChoice.LONGEST + " characters"),
    TITLE("TEXT", Words.TAG, "Title, in place of the video's; empty: none.", Words.VALID_TAG),
    ARTIST("TEXT", Words.TAG, "Artist or speaker, in place of the video's; empty: none.", Words.VALID_TAG),
    ALBUM("TEXT", Words.TAG, "Album or series, in place of the video's; empty: none.", Words.VALID_TAG),
    ALBUM_ARTIST(
            "TEXT", Words.TAG, "Artist of the whole album, in place of the video's; empty: none.", Words.VALID_TAG),
    COMPOSER("TEXT", Words.TAG, "Composer, in place of the video's; empty: none.", Words.VALID_TAG),
    GENRE("TEXT", Words.TAG, "Genre, in place of the video's; empty: none.", Words.VALID_TAG),
    YEAR("YEAR", new Text(4), "Year, in place of the video's; empty: none.", "a year of four digits"),
    COMMENT("TEXT", Words.TAG, "Comment, in place of the video's; empty: none.", Words.VALID_TAG),
    LANGUAGE(
            "CODE",
            new Text(3),
            "Language of what is spoken or sung, as two or three letters of ISO 639, in place of the video's; empty: none.",
            "two or three letters of ISO 639 such as de or deu"),
    COVER(
            "keep|none|FILE",
            Words.INCLUSION,
            "none: the video's cover is left out. A picture takes its place: a part of multipart/form-data of this name, or a"
                    + " file of the command.",
            "keep or none, or a JPEG or PNG picture of at most 5 MiB and 4000 × 4000 pixels"),
    CHAPTERS(
            "keep|none|FILE",
            Words.INCLUSION,
            "none: the video's chapters are left out. A text takes their place, by the time of the video: WebVTT, or lines such"
                    + " as 0:05:00 Questions; a part of multipart/form-data of this name, or a file of the command.",
            "keep or none, or chapters as WebVTT or as lines such as 0:05:00 Questions"),
    FORMAT(
            "FORMAT",
            new OneOf(Arrays.stream(Format.values()).map(Format::text).toList()),
            "mp3; original: the sound as it is in the video, not encoded again, in the kind of file that its codec has; wav:"
                    + " PCM of 16 bits.",
            "mp3, original or wav"),
    ALLOW_INCOMPLETE(
            "",
            new Flag(),
            "The sound that is there of a video that was cut off is converted, however much is missing.",
            "true or false");

    private final String placeholder;

    @SuppressWarnings("ImmutableEnumChecker") // All of its kinds are immutable.
    private final ValueForm form;

    private final String meaning;
    private final String valid;

    AudioOption(String placeholder, ValueForm form, String meaning, String valid) {
        this.placeholder = placeholder;
        this.form = form;
        this.meaning = meaning;
        this.valid = valid;
    }

    /** Returns the option of that name, if there is one. */
    public static Optional<AudioOption> of(String text) {
        return Arrays.stream(values())
                .filter(option -> option.text().equals(text))
                .findFirst();
    }

    /** Returns the name as fields, parameters and members of JSON have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name as a flag of a command has it. */
    public String flag() {
        return "--" + text().replace('_', '-');
    }

    /** Returns a word for the value in a synopsis; empty for a flag without a value. */
    public String placeholder() {
        return placeholder;
    }

    public ValueForm form() {
        return form;
    }

    /** Returns one to three sentences. */
    public String meaning() {
        return meaning;
    }

    /** Returns the values that are allowed, in words that can follow "must be". */
    public String valid() {
        return valid;
    }

    /** Returns whether a file can be its value. */
    public boolean takesFile() {
        return this == COVER || this == CHAPTERS;
    }

    /** Returns whether a value is none of its words, so that it stands for a file of the owner's, or is one. */
    public boolean isOfOwner(String value) {
        return takesFile() && !value.isEmpty() && !Words.KEPT_OR_NOT.contains(value.toLowerCase(Locale.ROOT));
    }

    /** Returns the text of the result that this option is about, if it is about one. */
    public Optional<TagField> tag() {
        return compareTo(TITLE) >= 0 && compareTo(LANGUAGE) <= 0
                ? Optional.of(TagField.valueOf(name()))
                : Optional.empty();
    }
}
