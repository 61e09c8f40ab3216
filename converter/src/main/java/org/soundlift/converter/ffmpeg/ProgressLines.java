package org.soundlift.converter.ffmpeg;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.function.DoubleConsumer;

/** What FFmpeg tells with {@code -progress} while it writes its result to a file. */
public final class ProgressLines implements Ffmpeg.Output {
    private static final String DONE_MICROSECONDS = "out_time_us=";

    @Override
    public void read(InputStream written, DoubleConsumer done) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(written, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(DONE_MICROSECONDS)) {
                    done.accept(seconds(line.substring(DONE_MICROSECONDS.length())));
                }
            }
        } catch (IOException killed) {
            // The pipe broke with its process: there is no more progress to tell.
        }
    }

    private static double seconds(String microseconds) {
        try {
            return Long.parseLong(microseconds) / 1e6;
        } catch (NumberFormatException notYetKnown) {
            return 0;
        }
    }
}
