package org.soundlift.http;

import io.javalin.http.Context;
import java.util.Optional;

/** The credential of a request: a bearer credential (RFC 6750 §2.1), or the page's session cookie. */
public final class Credentials {
    private static final String SCHEME = "Bearer ";

    private Credentials() {}

    /** The credential; the header stands above the cookie. Empty if there is none. */
    public static Optional<String> of(Context ctx) {
        return bearer(ctx).or(() -> SessionCookie.read(ctx));
    }

    /** The credential of the {@code Authorization} header. */
    public static Optional<String> bearer(Context ctx) {
        String header = ctx.header("Authorization");
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}
