package org.soundlift.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.util.Optional;
import org.soundlift.http.path.PathPrefix;

/**
 * The cookie in which a browser keeps its access token, where no script can read it. Over https it has the prefix that
 * keeps other hosts of the same domain from setting it (RFC 6265bis §4.1.3.2). Browsers allow that prefix for whole hosts alone: below a
 * path, the cookie is for that path, and its prefix only keeps connections without TLS from setting it (§4.1.3.1).
 */
public final class SessionCookie {
    private static final String NAME = "soundlift_session";

    private SessionCookie() {}

    public static Optional<String> read(Context ctx) {
        return Optional.ofNullable(ctx.cookie(name(ctx)));
    }

    public static void set(Context ctx, String token, Duration lifetime) {
        set(ctx, name(ctx), token, lifetime);
    }

    public static void clear(Context ctx) {
        set(ctx, "", Duration.ZERO);
    }

    private static String name(Context ctx) {
        if (!ctx.scheme().equals("https")) {
            return NAME;
        }
        return (PathPrefix.of(ctx).isEmpty() ? "__Host-" : "__Secure-") + NAME;
    }

    /** Sets a cookie that only this site sends and no script reads. */
    public static void set(Context ctx, String name, String value, Duration lifetime) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath(PathPrefix.path(ctx, "/"));
        cookie.setMaxAge((int) lifetime.toSeconds());
        cookie.setHttpOnly(true);
        cookie.setSecure(ctx.scheme().equals("https"));
        cookie.setSameSite(SameSite.LAX); // Strict would leave out links to downloads in mails.
        ctx.cookie(cookie);
    }
}
