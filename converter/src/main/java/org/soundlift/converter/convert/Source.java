package org.soundlift.converter.convert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.soundlift.converter.ffmpeg.InputDescription;
import org.soundlift.converter.mp4.AudioTrack;
import org.soundlift.converter.mp4.MovieTags;
import org.soundlift.converter.mp4.Mp4Movie;
import org.soundlift.converter.mp4.Mp4Reader;
import org.soundlift.converter.sound.Speaker;
import org.soundlift.converter.timeline.Playback;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.MediaFormat;
import org.soundlift.core.media.OtherFormats;

/**
 * A video, as far as it must be known to be converted.
 *
 * @param movie what its tables say, where they are ours to read
 * @param description what FFmpeg says of it, where they are not
 * @param deadlineNanos when it must have been converted, in the time of {@link System#nanoTime}
 */
record Source(
        SeekableByteChannel whole,
        MediaFormat format,
        Optional<Mp4Movie> movie,
        Optional<InputDescription> description,
        long deadlineNanos) {
    /** @throws ConversionException if it can't be converted */
    static Source read(SeekableByteChannel whole, boolean allowIncomplete, ConverterLimits limits)
            throws IOException, ConversionException {
        byte[] head = Channels.newInputStream(whole.position(0)).readNBytes(MediaFormat.HEAD_BYTES);
        MediaFormat format = MediaFormat.detect(head)
                .orElseThrow(() -> new ConversionException(
                        FailureCode.UNSUPPORTED_MEDIA_TYPE,
                        OtherFormats.refusal(head).orElseGet(FailureCode.UNSUPPORTED_MEDIA_TYPE::sentence),
                        "unknown first bytes"));
        Optional<Mp4Movie> movie = switch (format) {
            case ISO_BASE_MEDIA ->
                Optional.of(Mp4Reader.read(whole, new Mp4Reader.Limits(limits.maxDuration(), allowIncomplete)));
            case MATROSKA -> Optional.empty();
        };
        long deadline = System.nanoTime() + limits.timeout().toNanos();
        return new Source(whole, format, movie, Optional.empty(), deadline);
    }

    /** The same where FFmpeg has described it. */
    Source described(InputDescription by) {
        return new Source(whole, format, movie, Optional.of(by), deadlineNanos);
    }

    /** Returns the texts that go to the MP3. */
    MovieTags tags() {
        return movie.map(Mp4Movie::tags)
                .or(() -> description.map(InputDescription::tags).map(MovieTags::named))
                .orElse(MovieTags.NONE);
    }

    /** Returns the index of the stream to decode; empty: the first audio stream. */
    OptionalInt stream() {
        return description.map(InputDescription::audio).orElse(OptionalInt.empty());
    }

    Optional<AudioTrack> audio() {
        return movie.map(Mp4Movie::audio);
    }

    /** Returns the length that the tables declare for the sound. */
    Optional<Duration> declared() {
        return audio().map(AudioTrack::duration);
    }

    /** Returns what is heard of the decoded sound. */
    Playback playback() {
        return audio().map(AudioTrack::playback).orElse(Playback.OF_ALL);
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
