package org.soundlift.converter.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.Form;
import org.soundlift.core.options.Rate;

/**
 * One conversion, as each way gets it.
 *
 * @param target is overwritten, and will hold no ID3 tag
 * @param canceled ends the conversion as soon as it completes
 */
record Conversion(
        Source source, AudioOptions options, Path target, ProgressListener progress, CompletableFuture<?> canceled) {

    /** Returns the sample rates that the result may have, Hz. */
    List<Integer> sampleRates() {
        Form form = options.form();
        List<Integer> wanted = Form.SAMPLE_RATES.stream()
                .filter(rate -> form.sampleRate().isEmpty() || form.sampleRate().getAsInt() == rate)
                .filter(rate -> form.highestSampleRate().isEmpty()
                        || rate <= form.highestSampleRate().getAsInt())
                .toList();
        if (!(form.rate() instanceof Rate.ConstantRate constant)) {
            return wanted;
        }
        List<Integer> fitting = wanted.stream()
                .filter(rate -> Form.bitratesAt(rate).contains(constant.of(1))
                        && Form.bitratesAt(rate).contains(constant.of(2)))
                .toList();
        return fitting.isEmpty() ? wanted : fitting;
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
