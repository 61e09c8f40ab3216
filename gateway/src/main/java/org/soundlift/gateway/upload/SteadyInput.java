package org.soundlift.gateway.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.soundlift.core.job.FailureCode;
import org.soundlift.http.ProblemException;

/** A body that has to arrive at a minimum rate: one that trickles in would keep its place for days. */
final class SteadyInput extends FilterInputStream {
    /** Slower than any line on which a video can be sent at all. */
    static final long LEAST_BYTES = 60_000;

    static final Duration WITHIN = Duration.ofSeconds(60);

    private final LongSupplier nanoTime;
    private long begin;
    private long bytes;

    SteadyInput(InputStream in, LongSupplier nanoTime) {
        super(in);
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? -1 : 1);
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        count(count);
        return count;
    }

    private void count(int count) {
        bytes += Math.max(0, count);
        long now = nanoTime.getAsLong();
        if (count < 0 || now - begin <= WITHIN.toNanos()) {
            return;
        }
        if (bytes < LEAST_BYTES) {
            throw new ProblemException(
                    FailureCode.INVALID_REQUEST,
                    "The upload is too slow: less than " + LEAST_BYTES + " bytes came within " + WITHIN.toSeconds()
                            + " seconds.");
        }
        begin = now;
        bytes = 0;
    }
}
