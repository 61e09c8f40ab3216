package org.soundlift.gateway.admin;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.soundlift.core.job.JobStatus;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.JobFilter;
import org.soundlift.gateway.ledger.Jobs;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.http.Json;
import org.soundlift.http.Problem;
import org.soundlift.http.ProblemException;
import org.soundlift.http.RequestBody;

/** {@code POST /admin/jobs/retry}: all failed jobs that match, once more. */
final class RetryFailedRoute {
    private static final int SOME = 200;
    private static final List<String> FILTERS = List.of("owner", "error", "filename");

    private final Ledger ledger;
    private final Audit audit;

    RetryFailedRoute(Ledger ledger, Audit audit) {
        this.ledger = ledger;
        this.audit = audit;
    }

    void post(Context ctx) throws IOException {
        Map<String, String> filters = filters(ctx);
        JobFilter failed = new JobFilter(
                Optional.empty(),
                Optional.of(JobStatus.FAILED),
                Optional.ofNullable(filters.get("owner")),
                Optional.ofNullable(filters.get("error")),
                Optional.ofNullable(filters.get("filename")));
        int retried = 0;
        int left = 0;
        try {
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
        } finally {
            audit.note(ctx, "job.retry", "failed jobs " + filters + ": " + retried);
        }
        Json.answer(ctx, 202, Json.object().put("retried", retried).put("not_retryable", left));
    }

    /** A filter that is not understood must not be taken for none: then all jobs would match. */
    private static Map<String, String> filters(Context ctx) throws IOException {
        Map<String, String> filters = RequestBody.read(ctx).texts();
        filters.forEach((name, value) -> {
            if (!FILTERS.contains(name)) {
                throw new ProblemException(Problem.unknownOption(name, FILTERS));
            }
            if (value.isBlank()) {
                throw new ProblemException(Problem.invalidOption(name, "a text, or absent"));
            }
        });
        return filters;
    }
}
