package org.soundlift.gateway.http;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.gateway.jobs.Owner;

/** What routes need to know of a request. */
public final class Requests {
    private final Optional<URI> publicUrl;

    /** @param publicUrl how users reach this service, if not under the address they send */
    public Requests(Optional<URI> publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** The job that the path names. A text that is no id names a job that does not exist. */
    public JobId jobId(Context ctx) {
        return JobId.parse(ctx.pathParam("id")).orElseThrow(() -> new ProblemException(FailureCode.JOB_NOT_FOUND));
    }

    /** Whose jobs this request may see. */
    public Owner owner(Context ctx) {
        return Owner.ANONYMOUS;
    }

    /** An absolute address on this service. */
    public String url(Context ctx, String path) {
        String base = publicUrl.map(URI::toString).orElseGet(() -> ctx.scheme() + "://" + ctx.host());
        return base.replaceFirst("/+$", "") + path;
    }

    /** A whole number from the query, within its range. */
    public static int number(Context ctx, String name, int fallback, int lowest, int highest) {
        String text = ctx.queryParam(name);
        if (text == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, like a number out of range.
        }
        throw new ProblemException(InvalidOption.problem(name, "a whole number from " + lowest + " to " + highest));
    }
}
