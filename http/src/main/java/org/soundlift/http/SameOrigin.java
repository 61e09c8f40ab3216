package org.soundlift.http;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.soundlift.core.job.FailureCode;

/**
 * Keeps pages of other sites from acting in a user's name (CSRF). Browsers say where a request comes from in
 * {@code Sec-Fetch-Site} (Fetch Metadata) and {@code Origin} (RFC 6454); both are beyond the reach of a page's scripts.
 */
final class SameOrigin {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE"); // RFC 9110 §9.2.1
    private static final Set<String> OUR_SITE = Set.of("same-origin", "none");

    private final Sites sites;
    private final Optional<String> publicAuthority;

    SameOrigin(Sites sites) {
        this.sites = sites;
        publicAuthority = sites.publicUrl().map(URI::getAuthority).map(name -> name.toLowerCase(Locale.ROOT));
    }

    /**
     * Refuses a request that may change something and was made by another site's page. One with the session's cookie has
     * to show that it was made by our own.
     *
     * @throws ProblemException {@code FORBIDDEN}
     */
    void require(Context ctx) {
        if (SAFE_METHODS.contains(ctx.method().name())
                || Credentials.bearer(ctx).isPresent()) {
            return; // No browser adds the Authorization header by itself.
        }
        if (sites.allows(ctx) && SessionCookie.read(ctx).isEmpty()) {
            return;
        }
        String site = ctx.header("Sec-Fetch-Site");
        boolean allowed = site != null
                ? OUR_SITE.contains(site)
                : SessionCookie.read(ctx).isEmpty() || isOurs(ctx, ctx.header("Origin"));
        if (!allowed) {
            throw new ProblemException(
                    FailureCode.FORBIDDEN, "The request was made by a page of another site, or does not say by which.");
        }
    }

    private boolean isOurs(Context ctx, @org.jspecify.annotations.Nullable String origin) {
        try {
            String from = origin == null ? null : URI.create(origin).getAuthority();
            return from != null
                    && (from.equals(ctx.host().toLowerCase(Locale.ROOT))
                            || publicAuthority.filter(from::equals).isPresent());
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
