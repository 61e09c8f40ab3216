package org.soundlift.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.soundlift.core.job.FailureCode;

/**
 * The names under which the service is reached, and the other sites that may use it from their pages.
 *
 * @param publicUrl the URL of the service; empty if users reach it under several
 * @param allowedOrigins origins (RFC 6454 §6.1) of pages that may call it, exactly as browsers send them
 * @param localNamesOnly true if only names of this machine are its own: a page of another site could otherwise have
 *     its own name lead here (DNS rebinding), and would be one of ours
 */
public record Sites(Optional<URI> publicUrl, Set<String> allowedOrigins, boolean localNamesOnly) {
    /** Whatever name a request has; no other site's pages. */
    public static final Sites ANY_NAME = new Sites(Optional.empty(), Set.of(), false);

    private static final Pattern LOCAL_NAME =
            Pattern.compile("(localhost|.+\\.localhost|127(\\.\\d+){3}|\\[::1])(:\\d+)?");

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_HEADERS = "Authorization, Content-Type, Idempotency-Key,"
            + " Last-Event-ID, Range, Tus-Resumable, Upload-Checksum, Upload-Length, Upload-Metadata, Upload-Offset";
    private static final String ANSWER_HEADERS =
            "Accept-Ranges, Content-Disposition, Content-Range, ETag, Location, Retry-After, Soundlift-Job,"
                    + " Tus-Extension, Tus-Max-Size, Tus-Resumable, Tus-Version, Upload-Expires, Upload-Length, Upload-Metadata,"
                    + " Upload-Offset, X-Request-ID";

    private static final String PREFLIGHT_SECONDS = "600";

    public Sites {
        allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /** @throws ProblemException {@code FORBIDDEN} if the request asks for a name that is not ours */
    void requireOurName(Context ctx) {
        if (localNamesOnly && !isLocalName(ctx)) {
            throw new ProblemException(
                    FailureCode.FORBIDDEN,
                    "This service is only for its own machine, under http://localhost. If it should have another name, its"
                            + " operator sets SOUNDLIFT_PUBLIC_URL.");
        }
    }

    /** By what the request itself says, and by what a proxy says of it: a page can add headers of proxies, but not change this one. */
    private static boolean isLocalName(Context ctx) {
        String asked = Optional.ofNullable(ctx.header("Host")).orElse("localhost"); // HTTP/1.0 has none.
        return Stream.of(asked, String.valueOf(ctx.host()))
                .allMatch(name ->
                        LOCAL_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches());
    }

    /** Returns true if the request comes from a program of this machine, under a name that only this machine has. */
    public static boolean isThisMachine(Context ctx) {
        return isLoopback(ctx.ip()) && isLocalName(ctx) && ctx.header("Forwarded") == null;
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    boolean allows(Context ctx) {
        return Optional.ofNullable(ctx.header("Origin"))
                .filter(allowedOrigins::contains)
                .isPresent();
    }

    /**
     * Lets pages of allowed origins read the answer, and answers what their browsers ask before (Fetch standard, "CORS
     * protocol"). Cookies are never theirs to use: only tokens that they have been given.
     */
    void share(Context ctx) {
        if (allowedOrigins.isEmpty()) {
            return;
        }
        ctx.header("Vary", "Origin");
        if (!allows(ctx)) {
            return;
        }
        ctx.header("Access-Control-Allow-Origin", String.valueOf(ctx.header("Origin")));
        ctx.header("Access-Control-Expose-Headers", ANSWER_HEADERS);
        if (ctx.method().name().equals("OPTIONS") && ctx.header("Access-Control-Request-Method") != null) {
            ctx.header("Access-Control-Allow-Methods", METHODS);
            ctx.header("Access-Control-Allow-Headers", REQUEST_HEADERS);
            ctx.header("Access-Control-Max-Age", PREFLIGHT_SECONDS);
            ctx.status(204).skipRemainingHandlers();
        }
    }
}
