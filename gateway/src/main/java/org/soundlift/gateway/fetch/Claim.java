package org.soundlift.gateway.fetch;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.JdbiException;
import org.soundlift.gateway.ledger.Fetches;
import org.soundlift.gateway.ledger.Job;

/**
 * The right of this gateway to fetch the video of a job. It is renewed, and progress is noted, while the video is fetched. The thread
 * that fetches is interrupted where the right ends, because the job was canceled or another gateway has it, and where the video comes
 * too slowly.
 */
final class Claim implements AutoCloseable {
    private static final Duration NOTED_AFTER = Duration.ofSeconds(1);
    private static final Duration RENEWED_AFTER = Fetches.FETCHER_LIVES.dividedBy(5);
    private static final Duration LOST_AFTER = Fetches.FETCHER_LIVES.minusSeconds(3);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration WINDOW = Duration.ofMinutes(2);
    /** A server that sends fewer bytes within that time keeps a place that others wait for. */
    private static final long LEAST_IN_WINDOW = 1 << 20;

    private final Fetches fetches;
    private final Job job;
    private final String fetcher = UUID.randomUUID().toString();
    private final AtomicLong received = new AtomicLong();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long before; // Bytes that were received before those that are expected.
    private volatile long total;
    private volatile boolean isTooSlow;
    private Thread keeper = Thread.ofVirtual().unstarted(() -> {});

    Claim(Fetches fetches, Job job) {
        this.fetches = fetches;
        this.job = job;
    }

    /** Takes the right, for the thread that calls. Returns false if it can't be had. */
    boolean take() {
        if (!fetches.take(job, fetcher)) {
            return false;
        }
        Thread fetching = Thread.currentThread();
        keeper = Thread.ofVirtual().name("fetch-" + job.id()).start(() -> keep(fetching));
        return true;
    }

    /** Counts the bytes that have come. */
    AtomicLong received() {
        return received;
    }

    /**
     * Notes how much is fetched from now on.
     *
     * @param all bytes; 0 where that is not known
     * @throws SourceException if the right was lost
     */
    void expect(long all) throws SourceException {
        before = received.get();
        total = all;
        if (fetches.progressed(job, fetcher, 0, all).isEmpty()) {
            throw new SourceException("It was ended.");
        }
    }

    /** @throws SourceException if the right was lost */
    void require() throws SourceException {
        if (!fetches.renew(job, fetcher)) {
            throw new SourceException("It was ended.");
        }
    }

    boolean isTooSlow() {
        return isTooSlow;
    }

    private void keep(Thread fetching) {
        Speed speed = new Speed();
        long noted = 0;
        long renewed = System.nanoTime();
        try {
            while (!ended.await(NOTED_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                isTooSlow = speed.isTooLow(received.get());
                boolean isHeld = !isTooSlow;
                try {
                    long bytes = received.get() - before;
                    if (isHeld && bytes != noted) {
                        isHeld = fetches.progressed(job, fetcher, total > 0 ? Math.min(bytes, total) : bytes, total)
                                .isPresent();
                        noted = bytes;
                    }
                    if (isHeld && System.nanoTime() - renewed > RENEWED_AFTER.toNanos()) {
                        isHeld = fetches.renew(job, fetcher);
                        renewed = System.nanoTime();
                    }
                } catch (JdbiException away) { // It may be back before the right is lost.
                    isHeld = System.nanoTime() - renewed < LOST_AFTER.toNanos();
                }
                if (!isHeld) {
                    fetching.interrupt();
                    return;
                }
            }
        } catch (InterruptedException e) {
            fetching.interrupt();
        }
    }

    /** Judges how fast bytes come. */
    private static final class Speed {
        private final long begin = System.nanoTime();
        private long windowBegin = begin;
        private long windowBytes;

        boolean isTooLow(long bytes) {
            long now = System.nanoTime();
            if (now - begin > LONGEST.toNanos()) {
                return true;
            }
            if (now - windowBegin < WINDOW.toNanos()) {
                return false;
            }
            long inWindow = bytes - windowBytes;
            windowBegin = now;
            windowBytes = bytes;
            return inWindow < LEAST_IN_WINDOW;
        }
    }

    /** The video is here. Returns false if the right was lost. */
    boolean arrived(Job.Video video) {
        stop();
        return fetches.arrived(job, fetcher, video).isPresent();
    }

    /** Gives the right back. The job may be fetched again after {@code pause}. */
    void release(Duration pause) {
        stop();
        fetches.release(job, fetcher, pause);
    }

    /** Ends the renewals. An interruption that came meanwhile is forgotten: the tables know who has the right. */
    void stop() {
        ended.countDown();
        boolean isAlive = keeper.isAlive();
        while (isAlive) {
            try {
                keeper.join();
                isAlive = false;
            } catch (InterruptedException e) {
                isAlive = keeper.isAlive();
            }
        }
        boolean _ = Thread.interrupted();
    }

    @Override
    public void close() {
        stop();
    }
}
