package org.soundlift.converter.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.core.options.AudioOptions;

/**
 * One conversion, as each way gets it.
 *
 * @param target is overwritten, and will hold no ID3 tag
 * @param canceled ends the conversion as soon as it completes
 */
record Conversion(
        Source source, AudioOptions options, Path target, ProgressListener progress, CompletableFuture<?> canceled) {

    /** Returns a listener to FFmpeg: progress goes by the length that is declared, or else by the bytes that were read. */
    Ffmpeg.Progress fraction() throws IOException {
        Optional<Duration> declared = source.declared();
        long bytes = source.whole().size();
        return (seconds, inputBytes) -> {
            double fraction =
                    declared.map(d -> seconds * 1e9 / d.toNanos()).orElseGet(() -> (double) inputBytes / bytes);
            progress.onProgress(Math.clamp(fraction, 0, 1), declared);
        };
    }
}
