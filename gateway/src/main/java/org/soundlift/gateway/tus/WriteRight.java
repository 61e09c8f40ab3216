package org.soundlift.gateway.tus;

import java.time.Duration;
import java.util.UUID;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.http.ProblemException;

/**
 * The right of one request to write an upload. It is renewed while the request does something, but not while it only waits for more to
 * come: a client whose connection is lost without a word comes back by another request.
 */
final class WriteRight implements AutoCloseable {
    private static final Duration RENEWED_AFTER = Arrivals.WRITER_LIVES.dividedBy(3);
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(2);

    private final Arrivals arrivals;
    private final JobId id;
    private final String writer = UUID.randomUUID().toString();
    private final Thread renewing;
    private volatile long renewedNanos = System.nanoTime();
    private volatile boolean isWaiting;
    private volatile boolean isLost;

    /** @throws ProblemException {@code UPLOAD_BUSY} if another request has it */
    WriteRight(Arrivals arrivals, JobId id) {
        this.arrivals = arrivals;
        this.id = id;
        if (!arrivals.take(id, writer)) {
            throw busy();
        }
        this.renewing = Thread.ofVirtual().name("upload-" + id).start(this::renewNowAndAgain);
    }

    private static ProblemException busy() {
        return ProblemException.retryAfter(FailureCode.UPLOAD_BUSY, TRIED_AGAIN_AFTER);
    }

    private void renewNowAndAgain() {
        try {
            while (!isLost) {
                Thread.sleep(RENEWED_AFTER);
                if (!isWaiting) {
                    renew();
                }
            }
        } catch (InterruptedException ended) {
            // It was given back.
        }
    }

    private synchronized void renew() {
        long now = System.nanoTime();
        try {
            isLost = isLost || !arrivals.renew(id, writer);
        } catch (RuntimeException e) {
            isLost = true; // The database is away: another may take it.
        }
        renewedNanos = now;
    }

    /** The request waits for more to come, or it does no longer. */
    void waits(boolean doesWait) {
        isWaiting = doesWait;
    }

    /** Returns whether no other request can have it. */
    boolean isHeld() {
        if (System.nanoTime() - renewedNanos > RENEWED_AFTER.toNanos()) {
            renew();
        }
        return !isLost;
    }

    /** @throws ProblemException {@code UPLOAD_BUSY} if another request may have it */
    void require() {
        if (!isHeld()) {
            throw busy();
        }
    }

    @Override
    public void close() {
        renewing.interrupt();
        arrivals.release(id, writer);
    }
}
