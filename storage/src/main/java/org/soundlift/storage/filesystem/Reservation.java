package org.soundlift.storage.filesystem;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Room on the disk that one writer was promised and has not filled yet: without it, many uploads that begin together would
 * each see the same free room. Only of this process.
 */
final class Reservation implements AutoCloseable {
    private final AtomicLong all;
    private long left;

    /** @param all the sum of all promises, in bytes; shared by all of a store */
    Reservation(AtomicLong all, long bytes) {
        this.all = all;
        this.left = bytes;
        all.addAndGet(bytes);
    }

    /** So much of it is on the disk now. */
    void fill(long bytes) {
        long filled = Math.min(left, bytes);
        left -= filled;
        all.addAndGet(-filled);
    }

    @Override
    public void close() {
        fill(left);
    }
}
