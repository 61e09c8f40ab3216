package org.soundlift.core.options;

import java.util.OptionalDouble;
import org.soundlift.core.track.TrackChoice;

/**
 * Everything that a user asks of the sound of one video. {@link OptionsBuilder} makes it of texts, and {@link AudioOptionsJson}
 * writes it.
 *
 * @param loudness the integrated loudness that is wanted, as both loudspeakers play it, LUFS (ITU-R BS.1770); empty: as it is
 * @param allowIncomplete whether the sound that is there of a source that was cut off is converted, however much is missing
 */
public record AudioOptions(
        Form form, Cut cut, OptionalDouble loudness, TrackChoice track, Labels labels, boolean allowIncomplete) {
    /** A whole video as an MP3. */
    public static final AudioOptions DEFAULT = ofMp3(Rate.DEFAULT, Channels.SOURCE);

    /** A whole video as an MP3 of that form. */
    public static AudioOptions ofMp3(Rate rate, Channels channels) {
        return new AudioOptions(
                Form.mp3(rate, channels),
                Cut.NONE,
                OptionalDouble.empty(),
                TrackChoice.DEFAULT,
                Labels.OF_VIDEO,
                false);
    }

    public Format format() {
        return form.format();
    }

    public Rate rate() {
        return form.rate();
    }

    public Channels channels() {
        return form.channels();
    }

    /** The same with other channels. */
    public AudioOptions withChannels(Channels channels) {
        Form other = new Form(form.format(), form.rate(), form.sampleRate(), form.highestSampleRate(), channels);
        return new AudioOptions(other, cut, loudness, track, labels, allowIncomplete);
    }

    /** The same with another choice of the track. */
    public AudioOptions withTrack(TrackChoice other) {
        return new AudioOptions(form, cut, loudness, other, labels, allowIncomplete);
    }

    /** The same with other labels. */
    public AudioOptions withLabels(Labels other) {
        return new AudioOptions(form, cut, loudness, track, other, allowIncomplete);
    }

    /** The same where what is there of a source that was cut off is enough. */
    public AudioOptions allowingIncomplete() {
        return new AudioOptions(form, cut, loudness, track, labels, true);
    }
}
