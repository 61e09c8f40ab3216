package org.soundlift.converter.encoder;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;
import org.soundlift.converter.ffmpeg.Encoding;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.ffmpeg.FfmpegResult;
import org.soundlift.converter.ffmpeg.FfmpegTimeoutException;
import org.soundlift.converter.mp3.EncoderInfo;
import org.soundlift.converter.mp3.EncoderSettings;
import org.soundlift.converter.sound.Wave;

/**
 * Runs encoders: confined FFmpegs, each of which encodes consecutive samples to frames.
 *
 * @param timeout of each run
 */
record Encoders(Ffmpeg ffmpeg, Duration timeout) {
    private static final int BUFFER_BYTES = 1 << 15;
    private static final int FEW_BYTES = 1 << 12;

    /** The time for some ten frames at 44.1 kHz. */
    private static final Duration SOME_FRAMES = Duration.ofMillis(2);

    /** Receives an encoder's stream of frames. */
    @FunctionalInterface
    interface Stream {
        /**
         * Takes the next bytes, in any portions.
         *
         * @param length how many of {@code bytes} count
         * @return how many seconds of sound are done
         */
        double accept(byte[] bytes, int length) throws IOException;
    }

    /**
     * Encodes samples to the end.
     *
     * @param samples 32-bit floats, little-endian, interleaved, full scale at 1; read on a thread of its own
     * @param frames called on a thread of its own
     * @param canceled ends the encoder as soon as it completes
     * @throws EncoderException if the encoder failed
     * @throws java.util.concurrent.CancellationException if {@code canceled} came first
     * @throws IOException if the samples can't be read or the frames not be taken
     */
    void run(EncoderSettings settings, InputStream samples, Stream frames, CompletableFuture<?> canceled)
            throws IOException, InterruptedException {
        byte[] header = Wave.header(settings.sampleRate(), settings.channels());
        FfmpegResult result;
        try {
            result = ffmpeg.run(
                    new Encoding(settings),
                    new SequenceInputStream(new ByteArrayInputStream(header), samples),
                    (written, done) -> read(written, frames, done),
                    timeout,
                    (_, _) -> {},
                    canceled);
        } catch (FfmpegTimeoutException e) {
            throw new EncoderException("the encoder stands still: " + e.getMessage());
        }
        if (result.exitStatus() != 0) {
            throw new EncoderException("the encoder failed: " + result);
        }
    }

    /** Frames come one by one. Reading them some at a time wakes this thread less often; the pipe holds many more. */
    private static void read(InputStream written, Stream frames, DoubleConsumer done) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = written.read(buffer); count >= 0; count = written.read(buffer)) {
            done.accept(frames.accept(buffer, count));
            if (count < FEW_BYTES) {
                LockSupport.parkNanos(SOME_FRAMES.toNanos());
            }
        }
    }

    /** Returns what the tag of an MP3 says of these encoders. */
    EncoderInfo info(EncoderSettings settings) {
        return EncoderInfo.lame("LAME" + ffmpeg.lame(), settings);
    }
}
