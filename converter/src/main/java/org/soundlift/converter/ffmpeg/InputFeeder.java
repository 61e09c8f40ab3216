package org.soundlift.converter.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Copies FFmpeg's input into its pipe, and tells a source that fails from an FFmpeg that wants no more. */
final class InputFeeder {
    private static final int BUFFER_BYTES = 1 << 15;
    /** For a single read; a file may make many of its source, and that is not the source's fault. */
    private static final Duration STUCK = Duration.ofSeconds(20);

    private final InputStream source;
    private final OutputStream pipe;
    private final Thread thread;
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean reading;
    private volatile long readingSince;
    private volatile Optional<Throwable> failure = Optional.empty();

    private InputFeeder(InputStream source, OutputStream pipe) {
        this.source = source;
        this.pipe = pipe;
        this.thread = Thread.ofPlatform().name("ffmpeg-input").daemon().unstarted(this::feed);
    }

    static InputFeeder start(InputStream source, OutputStream pipe) {
        InputFeeder feeder = new InputFeeder(source, pipe);
        feeder.thread.start();
        return feeder;
    }

    private void feed() {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (OutputStream out = pipe) {
            for (int count = read(buffer); count >= 0; count = read(buffer)) {
                out.write(buffer, 0, count);
                bytes.addAndGet(count);
            }
        } catch (IOException enough) {
            // FFmpeg has ended; how it ended tells why.
        }
    }

    private int read(byte[] buffer) {
        readingSince = System.nanoTime();
        reading = true;
        try {
            return source.read(buffer);
        } catch (IOException | RuntimeException | Error e) { // Or FFmpeg would take it for the end.
            failure = Optional.of(e);
            return -1;
        } finally {
            reading = false;
        }
    }

    /** Returns the bytes that FFmpeg has taken. */
    long bytes() {
        return bytes.get();
    }

    /** Returns whether a read of the source is under way. */
    boolean isReading() {
        return reading;
    }

    /** Returns true if its source does not answer, so that FFmpeg is not to blame for standing still. */
    boolean isStuck() {
        return reading && System.nanoTime() - readingSince > STUCK.toNanos();
    }

    /** @throws IOException if the source failed: then whatever FFmpeg made of it tells nothing */
    void requireSourceRead() throws IOException {
        if (failure.isPresent()) {
            throw new IOException("the video can't be read: " + failure.get(), failure.get());
        }
    }

    /** The thread, which ends when FFmpeg has ended and the source is let go. */
    Thread thread() {
        return thread;
    }
}
