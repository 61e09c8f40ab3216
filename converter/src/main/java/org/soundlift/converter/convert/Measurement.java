package org.soundlift.converter.convert;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.soundlift.converter.ffmpeg.FfmpegResult;
import org.soundlift.converter.lift.WaveFile;
import org.soundlift.converter.mp3.Mp3FormatException;
import org.soundlift.converter.mp3.Mp3Stream;
import org.soundlift.converter.result.Content;
import org.soundlift.converter.result.MeasuredAudio;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.ResultEncoder;
import org.soundlift.core.media.Warning;
import org.soundlift.mp4.AudioTrack;
import org.soundlift.mp4.timeline.Ticks;
import org.soundlift.mp4.timeline.Tolerance;

/** Measures what was written and compares it with the length that the source declares. */
record Measurement(ConverterLimits limits) {
    private static final FfmpegResult COPIED = FfmpegResult.ofNone("FFmpeg did not run");

    /**
     * The facts that were measured.
     *
     * @param warnings of what was found, besides those of the source
     */
    record Measured(MeasuredAudio audio, List<Warning> warnings) {}

    /** @throws ConversionException if there is nothing, if it is too long, or if it is too short */
    Measured measure(Conversion conversion, Way.Made made) throws IOException, ConversionException {
        FfmpegResult result = made.ffmpeg().orElse(COPIED);
        Optional<Duration> declared = made.sound()
                .flatMap(TreatedSound::windowLength)
                .or(() -> conversion.source().declared());
        MeasuredAudio audio;
        try {
            audio = switch (made.content()) {
                case Content.Mp3Frames _ -> frames(conversion);
                case Content.Samples samples -> samples(conversion, samples);
                case Content.Whole whole -> whole(whole);
            };
        } catch (Mp3FormatException nothingUsable) {
            throw result.failure();
        }
        Duration length = audio.duration();
        if (length.isZero()) {
            throw result.failure();
        }
        if (length.compareTo(limits.maxDuration()) > 0) {
            throw new ConversionException(FailureCode.DURATION_LIMIT_EXCEEDED, length + " of audio");
        }
        if (declared.map(d -> length.compareTo(d.minus(Tolerance.of(d))) < 0).orElseGet(result::endedEarly)) {
            throw new ConversionException(FailureCode.TRUNCATED_MEDIA, cutShort(length, declared), result.toString());
        }
        return new Measured(audio, damage(conversion, result));
    }

    /** Walks through all frames. */
    private static MeasuredAudio frames(Conversion conversion) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(conversion.target()))) {
            return MeasuredAudio.of(Mp3Stream.scan(in));
        }
    }

    /** Counts the samples. */
    private static MeasuredAudio samples(Conversion conversion, Content.Samples samples) throws IOException {
        WaveFile wave = samples.file();
        long bytes = Files.size(conversion.target());
        Duration length = Ticks.toDuration(bytes / wave.frameBytes(), wave.sampleRate());
        return MeasuredAudio.of(samples, length, bytes, wave.sampleRate(), wave.channels(), ResultEncoder.PCM);
    }

    /** Nothing was decoded: it is as long as the tables say, all of whose packets are there. */
    private static MeasuredAudio whole(Content.Whole whole) {
        return MeasuredAudio.of(
                whole, whole.duration(), whole.soundBytes(), whole.sampleRate(), whole.channels(), ResultEncoder.COPY);
    }

    /** @throws ConversionException if most of the sound is damaged: what is left would be no use */
    private static List<Warning> damage(Conversion conversion, FfmpegResult result) throws ConversionException {
        Optional<AudioTrack> audio =
                conversion.source().audio().filter(track -> track.decoded().isOneFramePerUnit());
        if (audio.isEmpty() || result.frames().isEmpty()) {
            return List.of();
        }
        long units = audio.get().decoded().units();
        long failed = units - result.frames().getAsLong();
        if (failed <= 0) {
            return List.of();
        }
        if (failed > units / 2) {
            throw result.failure();
        }
        double seconds = audio.get().duration().toNanos() / 1e9 * failed / units;
        String detail =
                String.format(Locale.ROOT, "%.1f s of the sound are damaged; they are silent.", Math.max(0.1, seconds));
        return List.of(new Warning(Warning.Code.SOUND_DAMAGED, detail));
    }

    private static String cutShort(Duration length, Optional<Duration> declared) {
        return declared.map(d -> String.format(
                        Locale.ROOT,
                        "Only %.1f of the %.1f seconds of its sound can be decoded.",
                        length.toMillis() / 1e3,
                        d.toMillis() / 1e3))
                .orElse(FailureCode.TRUNCATED_MEDIA.sentence());
    }
}
