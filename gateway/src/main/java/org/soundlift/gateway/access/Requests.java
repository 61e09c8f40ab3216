package org.soundlift.gateway.access;

import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.soundlift.core.account.Identity;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.job.PublicUrl;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.http.Problem;
import org.soundlift.http.ProblemException;

/** Reads the parts of requests that several routes need. */
public final class Requests {
    private static final String CALLER = "caller";

    private final Optional<PublicUrl> publicUrl;

    /** @param publicUrl empty if users reach the service under several URLs */
    public Requests(Optional<PublicUrl> publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** The job that the path names. A text that is no id names a job that does not exist. */
    public JobId jobId(Context ctx) {
        return JobId.parse(ctx.pathParam("id")).orElseThrow(() -> new ProblemException(FailureCode.JOB_NOT_FOUND));
    }

    static void remember(Context ctx, Caller caller) {
        ctx.attribute(CALLER, caller);
    }

    /** Returns the caller that was admitted. A route that declares no access has none, and can't look at jobs. */
    static Caller caller(Context ctx) {
        return Objects.requireNonNull(ctx.attribute(CALLER), "the route declares no access");
    }

    /** Returns the owner of the jobs that this request may see. */
    public Owner owner(Context ctx) {
        return caller(ctx).owner();
    }

    /** Returns true if an administrator makes this request. */
    public boolean isAdmin(Context ctx) {
        return caller(ctx).isAdmin();
    }

    /** Returns the sender's name, for logs. */
    public String actor(Context ctx) {
        return caller(ctx).identity().map(Identity::email).orElse("this machine");
    }

    /** Returns the URL of this service: the one that is set, or else the one that the client has used. */
    public PublicUrl publicUrl(Context ctx) {
        return publicUrl.orElseGet(() -> new PublicUrl(ctx.scheme() + "://" + ctx.host()));
    }

    /** Refuses a query parameter of another name. */
    public static void allow(Context ctx, String... names) {
        ctx.queryParamMap().keySet().stream()
                .filter(name -> !List.of(names).contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new ProblemException(Problem.unknownOption(name, List.of(names)));
                });
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
        throw new ProblemException(Problem.invalidOption(name, "a whole number from " + lowest + " to " + highest));
    }
}
