package org.soundlift.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.util.Optional;
import org.soundlift.http.path.PathPrefix;

/**
 * The cookie in which a browser keeps its access token, where no script can read it. Over https it has the prefix that keeps other
 * hosts of the same domain from setting it (RFC 6265bis §4.1.3.2). Browsers refuse that prefix for less than a whole host, so that a
 * cookie below a path has the weaker one, which only connections with TLS can set (§4.1.3.1).
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
        String prefix = PathPrefix.of(ctx).value();
        String name = NAME + prefix.replace('/', '.'); // That of a service above it is sent to this one, too.
        if (!ctx.scheme().equals("https")) {
            return name;
        }
        return (prefix.isEmpty() ? "__Host-" : "__Secure-") + name;
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
