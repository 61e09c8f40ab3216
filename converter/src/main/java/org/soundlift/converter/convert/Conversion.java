package org.soundlift.converter.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.Form;
import org.soundlift.core.options.Format;
import org.soundlift.core.options.Rate;
import org.soundlift.mp4.label.ResultLabels;

/**
 * One conversion, as each way gets it.
 *
 * @param target is overwritten, and will hold no ID3 tag
 * @param canceled ends the conversion as soon as it completes
 */
record Conversion(Source source, Wanted wanted, Path target, ProgressListener progress, CompletableFuture<?> canceled) {

    AudioOptions options() {
        return wanted.options();
    }

    /** Sound with more samples a second is resampled. */
    private static final List<Integer> WAVE_RATES = Stream.concat(
                    Form.SAMPLE_RATES.stream(), Stream.of(88_200, 96_000, 176_400, 192_000))
            .toList();

    /** The same of a source of which more is known. */
    Conversion of(Source known) {
        return new Conversion(known, wanted, target, progress, canceled);
    }

    /**
     * Returns the labels of the result.
     *
     * @param silence that was left out at the beginning
     * @param length of the result
     */
    ResultLabels labels(Duration silence, Duration length) {
        Duration delay = source.begin().minus(source.cut().start());
        Duration whole = source.length().map(delay::plus).orElse(source.begin().plus(length));
        return ResultLabels.of(
                        source.labels(),
                        options().labels(),
                        wanted.given(),
                        new ResultLabels.Part(source.begin().plus(silence), length, whole))
                .orTitle(wanted.title(), options().labels());
    }

    /** Returns the sample rates that the result may have, Hz. */
    List<Integer> sampleRates() {
        Form form = options().form();
        if (form.format() == Format.WAV
                && form.sampleRate().isEmpty()
                && form.highestSampleRate().isEmpty()) {
            return WAVE_RATES;
        }
        List<Integer> rates = Form.sampleRates(form.sampleRate(), form.highestSampleRate());
        boolean isFree = form.sampleRate().isEmpty() && form.highestSampleRate().isEmpty();
        return form.format() == Format.MP3 && form.rate() instanceof Rate.ConstantRate constant
                ? rates.stream()
                        .filter(rate -> suits(rate, constant.of(1), isFree) && suits(rate, constant.of(2), isFree))
                        .toList()
                : rates;
    }

    /** A bit rate that is too high for sound of few samples becomes the highest that it can have; no sound gets more samples for it. */
    private static boolean suits(int sampleRate, int kbitPerSecond, boolean isFree) {
        Set<Integer> possible = Form.bitratesAt(sampleRate);
        return possible.contains(kbitPerSecond) || (isFree && kbitPerSecond > Collections.max(possible));
    }

    /**
     * Returns a listener to FFmpeg: progress goes by the length that is declared, or else by the bytes that were read.
     *
     * @param begin the fraction of the conversion that is done before
     * @param end the fraction that is done then
     */
    Ffmpeg.Progress fraction(double begin, double end) throws IOException {
        Optional<Duration> declared = source.declared();
        long bytes = source.whole().size();
        return (seconds, inputBytes) -> {
            double fraction =
                    declared.map(d -> seconds * 1e9 / d.toNanos()).orElseGet(() -> (double) inputBytes / bytes);
            progress.onProgress(begin + (end - begin) * Math.clamp(fraction, 0, 1), source.length());
        };
    }
}
