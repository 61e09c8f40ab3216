package org.soundlift.converter.convert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.soundlift.converter.ffmpeg.FfmpegResult;
import org.soundlift.converter.ffmpeg.InputDescription;
import org.soundlift.converter.matroska.Attachments;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.MediaFormat;
import org.soundlift.core.media.OtherFormats;
import org.soundlift.core.media.Warning;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.Cut;
import org.soundlift.core.options.Format;
import org.soundlift.core.track.TrackChoice;
import org.soundlift.core.track.TrackInfo;
import org.soundlift.mp4.AudioTrack;
import org.soundlift.mp4.AudioTrackChoice;
import org.soundlift.mp4.ChannelRanges;
import org.soundlift.mp4.Mp4Movie;
import org.soundlift.mp4.Mp4Reader;
import org.soundlift.mp4.coded.Speaker;
import org.soundlift.mp4.label.SourceLabels;
import org.soundlift.mp4.timeline.Part;
import org.soundlift.mp4.timeline.Playback;

/**
 * A video, as far as it must be known to be converted.
 *
 * @param movie what its tables say, where they are ours to read
 * @param described what FFmpeg says of it, where they are not
 * @param deadlineNanos when it must have been converted, in the time of {@link System#nanoTime}
 * @param cut the part that is wanted; its end is not counted from the end, where no tables are read
 */
record Source(
        SeekableByteChannel whole,
        MediaFormat format,
        Optional<Mp4Movie> movie,
        Optional<Described> described,
        long deadlineNanos,
        Cut cut) {
    /**
     * A file as FFmpeg describes it.
     *
     * @param chosen the stream to decode; empty if there is none
     * @param labels with those that FFmpeg does not describe
     */
    record Described(InputDescription description, Optional<InputDescription.Sound> chosen, SourceLabels labels) {
        /** @throws ConversionException if there is no track as wanted */
        static Described of(InputDescription description, TrackChoice wanted, SeekableByteChannel whole)
                throws IOException, ConversionException {
            SourceLabels labels = description.labels().withCover(() -> Attachments.cover(whole.position(0)));
            return new Described(description, chosen(description, wanted), labels);
        }

        private static Optional<InputDescription.Sound> chosen(InputDescription description, TrackChoice wanted)
                throws ConversionException {
            if (wanted.isDefault()) {
                return description.usual().stream()
                        .mapToObj(description.sounds()::get)
                        .findFirst();
            }
            List<TrackInfo> found = wanted.among(description.tracks());
            if (found.isEmpty()) {
                throw AudioTrackChoice.notFound(wanted, description.tracks());
            }
            int place = found.getFirst().number() - 1;
            return Optional.of(description.sounds().get(place));
        }

        int number() {
            return chosen.map(sound -> sound.track().number()).orElse(0);
        }

        List<Warning> warnings(TrackChoice wanted) {
            return wanted.isDefault() && description.sounds().size() > 1
                    ? List.of(Warning.ofSeveralTracks(description.tracks(), number()))
                    : List.of();
        }
    }

    /** @throws ConversionException if it can't be converted */
    static Source read(SeekableByteChannel whole, AudioOptions options, ConverterLimits limits)
            throws IOException, ConversionException {
        byte[] head = Channels.newInputStream(whole.position(0)).readNBytes(MediaFormat.HEAD_BYTES);
        MediaFormat format = MediaFormat.detect(head)
                .orElseThrow(() -> new ConversionException(
                        FailureCode.UNSUPPORTED_MEDIA_TYPE,
                        OtherFormats.refusal(head).orElseGet(FailureCode.UNSUPPORTED_MEDIA_TYPE::sentence),
                        "unknown first bytes"));
        Optional<Mp4Movie> movie = switch (format) {
            case ISO_BASE_MEDIA ->
                Optional.of(Mp4Reader.read(
                        new ChannelRanges(whole),
                        new Mp4Reader.Request(
                                limits.maxDuration(),
                                options.allowIncomplete(),
                                options.cut(),
                                options.track(),
                                options.format() == Format.ORIGINAL)));
            case MATROSKA -> Optional.empty();
        };
        long deadline = System.nanoTime() + limits.timeout().toNanos();
        return new Source(whole, format, movie, Optional.empty(), deadline, options.cut());
    }

    /** The same where FFmpeg has described it. */
    Source described(Described by) {
        return new Source(whole, format, movie, Optional.of(by), deadlineNanos, cut);
    }

    /**
     * The same with an end that is counted from the beginning.
     *
     * @param length of all its sound
     * @throws ConversionException if nothing of it is wanted
     */
    Source withEndOf(Duration length) throws ConversionException {
        Part part = Part.of(cut, length);
        Cut counted = new Cut(part.begin(), Optional.of(part.end()), cut.trimSilence());
        return new Source(whole, format, movie, described, deadlineNanos, counted);
    }

    /** Returns why there were no samples, though the decoder has not failed. */
    ConversionException withoutSound(FfmpegResult result) {
        return movie.isEmpty() && !cut.isWhole() ? Part.empty(cut, length().orElse(Duration.ZERO)) : result.failure();
    }

    /** Returns what its owner should know of it. */
    List<Warning> warnings(TrackChoice wanted) {
        List<Warning> warnings = new ArrayList<>(movie.map(Mp4Movie::warnings)
                .or(() -> described.map(by -> by.warnings(wanted)))
                .orElse(List.of()));
        warnings.addAll(labels().warnings());
        return warnings;
    }

    /** Returns what it carries beside its sound. */
    SourceLabels labels() {
        return movie.map(Mp4Movie::labels)
                .or(() -> described.map(Described::labels))
                .orElse(SourceLabels.NONE);
    }

    /** Returns where the wanted part begins, by the clock of the source. */
    Duration begin() {
        return audio().map(audio -> audio.heard().begin()).orElse(cut.start());
    }

    /** Returns the index of the stream to decode; empty: the first audio stream. */
    OptionalInt stream() {
        return described.flatMap(Described::chosen).stream()
                .mapToInt(InputDescription.Sound::index)
                .findFirst();
    }

    Optional<AudioTrack> audio() {
        return movie.map(Mp4Movie::audio);
    }

    /** Returns how long all the sound of the source plays, as far as it says so. */
    Optional<Duration> length() {
        return audio().map(audio -> audio.heard().whole())
                .or(() -> described.flatMap(by -> by.description().duration()));
    }

    /** Returns the tracks of the source. */
    Mp4Movie.Tracks tracks() {
        return movie.map(Mp4Movie::tracks)
                .or(() ->
                        described.map(by -> new Mp4Movie.Tracks(by.description().tracks(), by.number())))
                .orElse(new Mp4Movie.Tracks(List.of(), 0));
    }

    /** Returns the length that the tables declare for the part that is wanted. */
    Optional<Duration> declared() {
        return audio().map(AudioTrack::duration);
    }

    /** Returns what is heard of the decoded sound. */
    Playback playback() {
        return audio().map(audio -> audio.heard().playback()).orElseGet(() -> Playback.of(cut.start(), cut.end()));
    }

    /** Returns where the channels come from, if the tables tell; else empty. */
    List<Speaker> layout() {
        return audio().map(AudioTrack::layout).orElse(List.of());
    }

    /** Returns the bytes for FFmpeg to read. */
    InputStream open() throws IOException {
        return audio().isPresent() ? audio().get().file().open() : Channels.newInputStream(whole.position(0));
    }

    /** Returns the time that is left for the conversion, which another way may have begun. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }
}
