package org.soundlift.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.io.EofException;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.trace.CurrentTrace;
import org.soundlift.http.negotiation.HtmlPage;
import org.soundlift.http.path.PathPrefix;
import tools.jackson.databind.node.ObjectNode;

/** Turns whatever a route throws into an answer; the cause goes to the log and never to the sender. */
public final class ErrorAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private ErrorAnswers() {}

    public static void register(RoutesConfig routes) {
        routes.exception(ProblemException.class, (e, ctx) -> {
            e.retryAfter()
                    .ifPresent(delay -> ctx.header(
                            "Retry-After", Long.toString(delay.plusMillis(999).toSeconds())));
            answer(ctx, e.problem());
        });
        routes.exception(AuthUnavailableException.class, (e, ctx) -> {
            LOG.warn("{} {}: {}", ctx.method(), ctx.path(), e.getMessage());
            answer(ctx, Problem.of(FailureCode.UNAVAILABLE));
        });
        routes.exception(InsufficientStorageException.class, (e, ctx) -> {
            LOG.error("No room left: free space or set SOUNDLIFT_DATA to a larger disk: {}", e.getMessage());
            answer(ctx, Problem.of(FailureCode.INSUFFICIENT_STORAGE));
        });
        routes.exception(EofException.class, (e, ctx) -> {
            LOG.info("{} {}: the client went away", ctx.method(), ctx.path());
            answer(ctx, new Problem(new Failure(FailureCode.INVALID_REQUEST, "The body ended early."), List.of()));
        });
        routes.exception(JdbiException.class, (e, ctx) -> unavailable(ctx, e));
        routes.exception(IOException.class, (e, ctx) -> unavailable(ctx, e));
        routes.exception(HttpResponseException.class, ErrorAnswers::fromFramework);
        routes.exception(Exception.class, (e, ctx) -> {
            LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
            answer(ctx, Problem.of(FailureCode.INTERNAL_ERROR));
        });
    }

    private static void unavailable(Context ctx, Exception e) {
        LOG.error("{} {}: a service, store or database does not answer", ctx.method(), ctx.path(), e);
        answer(ctx, Problem.of(FailureCode.UNAVAILABLE));
    }

    private static void fromFramework(HttpResponseException e, Context ctx) {
        FailureCode code = switch (e.getStatus()) {
            case 404 -> FailureCode.NOT_FOUND;
            case 405 -> FailureCode.METHOD_NOT_ALLOWED;
            case 413 -> FailureCode.FILE_TOO_LARGE;
            default -> e.getStatus() < 500 ? FailureCode.INVALID_REQUEST : FailureCode.INTERNAL_ERROR;
        };
        String allowed = e.getDetails().get("availableMethods");
        if (code == FailureCode.METHOD_NOT_ALLOWED && allowed != null) {
            ctx.header("Allow", allowed);
        }
        answer(ctx, Problem.of(code));
    }

    private static void show(Context ctx, Problem problem) {
        FailureCode code = problem.failure().code();
        HtmlPage page = new HtmlPage(ctx, code.sentence());
        if (!problem.failure().detail().equals(code.sentence())) {
            page.paragraph(problem.failure().detail());
        }
        code.suggestion().ifPresent(page::paragraph);
        if (code == FailureCode.INTERNAL_ERROR) {
            CurrentTrace.get().ifPresent(trace -> page.paragraph("Request " + trace.traceId()));
        }
        page.link("/", code == FailureCode.UNAUTHORIZED ? "Log in" : "Go to Soundlift")
                .answer(code.httpStatus());
    }

    private static void answer(Context ctx, Problem problem) {
        if (ctx.res().isCommitted()) {
            return;
        }
        FailureCode code = problem.failure().code();
        if (code == FailureCode.UNAVAILABLE && !ctx.res().containsHeader("Retry-After")) {
            ctx.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        if (code == FailureCode.UNAUTHORIZED) {
            ctx.header("WWW-Authenticate", "Bearer realm=\"soundlift\""); // RFC 6750 §3
        }
        ctx.header("Cache-Control", "no-store");
        if (HtmlPage.isWanted(ctx)) {
            show(ctx, problem);
            return;
        }
        ObjectNode body = problem.writeTo(Json.object(), PathPrefix.of(ctx));
        CurrentTrace.get().ifPresent(trace -> body.put(CurrentTrace.ID, trace.traceId()));
        Json.answer(ctx, code.httpStatus(), Problem.CONTENT_TYPE, body);
    }
}
