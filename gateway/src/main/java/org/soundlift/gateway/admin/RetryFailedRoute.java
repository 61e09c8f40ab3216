package org.soundlift.gateway.admin;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.job.JobStatus;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.JobFilter;
import org.soundlift.gateway.ledger.Jobs;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.http.Json;
import org.soundlift.http.RequestBody;

/** {@code POST /admin/jobs/retry}: all failed jobs that match, once more. */
final class RetryFailedRoute {
    private static final int SOME = 200;

    private final Ledger ledger;
    private final Audit audit;

    RetryFailedRoute(Ledger ledger, Audit audit) {
        this.ledger = ledger;
        this.audit = audit;
    }

    void post(Context ctx) throws IOException {
        RequestBody body = RequestBody.read(ctx);
        Optional<String> owner = body.text("owner");
        Optional<String> code = body.text("error");
        JobFilter failed =
                new JobFilter(Optional.empty(), Optional.of(JobStatus.FAILED), owner, code, body.text("filename"));
        int retried = 0;
        int left = 0;
        Optional<Jobs.Cursor> place = Optional.empty();
        List<Job> some = ledger.jobs().list(failed, place, SOME);
        while (!some.isEmpty()) {
            for (Job job : some) {
                boolean again = ledger.retry(job.owner(), job.id()).isPresent();
                retried += again ? 1 : 0;
                left += again ? 0 : 1;
            }
            place = Optional.of(Jobs.Cursor.behind(some.getLast()));
            some = ledger.jobs().list(failed, place, SOME);
        }
        audit.note(
                ctx,
                "job.retry",
                "failed jobs" + code.map(c -> " with " + c).orElse("")
                        + owner.map(o -> " of " + o).orElse("") + ": " + retried);
        Json.answer(ctx, 202, Json.object().put("retried", retried).put("not_retryable", left));
    }
}
