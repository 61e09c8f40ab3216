package org.soundlift.gateway.access;

import io.javalin.http.Context;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.http.SessionCookie;

/** The cookie that recognises a browser without an account, so that the page can list the jobs that were made with it. */
final class VisitorCookie {
    private static final String COOKIE = "soundlift_visitor";
    private static final Duration REMEMBERED = Duration.ofDays(365);
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private VisitorCookie() {}

    /** Returns the owner of jobs that this request makes: a new one each time where the browser sends no cookie. */
    static Owner owner(Context ctx) {
        return new Owner.Visitor(id(ctx));
    }

    /** Sets the cookie for a year. */
    static void remember(Context ctx) {
        SessionCookie.set(ctx, COOKIE, id(ctx), REMEMBERED);
    }

    private static String id(Context ctx) {
        return Optional.ofNullable(ctx.cookie(COOKIE))
                .filter(id -> FORM.matcher(id).matches())
                .orElseGet(VisitorCookie::newId);
    }

    private static String newId() {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
