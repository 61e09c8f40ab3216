package org.soundlift.http;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.soundlift.core.job.FailureCode;

/**
 * Keeps pages of other sites from acting in a user's name (CSRF). Browsers say where a request comes from in
 * {@code Sec-Fetch-Site} (Fetch Metadata) and {@code Origin} (RFC 6454); both are beyond the reach of a page's scripts.
 */
public final class SameOrigin {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE"); // RFC 9110 §9.2.1

    private SameOrigin() {}

    /**
     * Refuses a request that may change something and was made by another site's page; one with cookies has to show
     * that it was made by our own.
     *
     * @throws ProblemException {@code FORBIDDEN}
     */
    public static void require(Context ctx) {
        if (SAFE_METHODS.contains(ctx.method().name())
                || Credentials.bearer(ctx).isPresent()) {
            return; // No browser adds the Authorization header by itself.
        }
        String site = ctx.header("Sec-Fetch-Site");
        String origin = ctx.header("Origin");
        boolean ours = site != null ? site.equals("same-origin") || site.equals("none") : isOurs(ctx, origin);
        boolean unknown = site == null && origin == null;
        if (unknown ? SessionCookie.read(ctx).isPresent() : !ours) {
            throw new ProblemException(
                    FailureCode.FORBIDDEN, "The request was made by a page of another site, or does not say by which.");
        }
    }

    private static boolean isOurs(Context ctx, @org.jspecify.annotations.Nullable String origin) {
        try {
            return origin != null
                    && ctx.host()
                            .toLowerCase(Locale.ROOT)
                            .equals(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
