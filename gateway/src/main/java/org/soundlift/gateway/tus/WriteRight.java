package org.soundlift.gateway.tus;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.http.ProblemException;

/** The right of one request to write an upload: it is renewed while the request lives, and ends with it. */
final class WriteRight implements AutoCloseable {
    private static final Duration RENEWED_AFTER = Arrivals.WRITER_LIVES.dividedBy(3);

    private static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(2);

    private final Arrivals arrivals;
    private final JobId id;
    private final String writer = UUID.randomUUID().toString();
    private final Instant expires;
    private final Thread renewing;
    private volatile boolean isLost;

    /** @throws ProblemException {@code UPLOAD_BUSY} if another request has it */
    WriteRight(Arrivals arrivals, JobId id) {
        this.arrivals = arrivals;
        this.id = id;
        this.expires = arrivals.write(id, writer).orElseThrow(WriteRight::busy);
        this.renewing = Thread.ofVirtual().name("upload-" + id).start(this::renew);
    }

    /** Returns when the upload is forgotten, unless more comes. */
    Instant expires() {
        return expires;
    }

    private void renew() {
        try {
            while (!isLost) {
                Thread.sleep(RENEWED_AFTER);
                isLost = arrivals.write(id, writer).isEmpty();
            }
        } catch (InterruptedException ended) {
            // It was given back.
        } catch (RuntimeException e) {
            isLost = true; // The database is away: another may take it.
        }
    }

    /** @throws ProblemException {@code UPLOAD_BUSY} if another request may have it */
    void require() {
        if (isLost) {
            throw busy();
        }
    }

    private static ProblemException busy() {
        return ProblemException.retryAfter(FailureCode.UPLOAD_BUSY, TRIED_AGAIN_AFTER);
    }

    @Override
    public void close() {
        renewing.interrupt();
        arrivals.release(id, writer);
    }
}
