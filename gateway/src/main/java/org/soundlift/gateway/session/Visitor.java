package org.soundlift.gateway.session;

import io.javalin.http.Context;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.soundlift.gateway.jobs.Owner;
import org.soundlift.http.SessionCookie;

/** Somebody without an account whose browser is known again, so that the page can list the jobs that were made with it. */
final class Visitor {
    private static final String COOKIE = "soundlift_visitor";
    private static final Duration REMEMBERED = Duration.ofDays(365);
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Visitor() {}

    /** Whom the jobs of this request belong to: somebody new each time where the browser is not known. */
    static Owner owner(Context ctx) {
        return Owner.visitor(id(ctx));
    }

    /** Lets the browser be known again. */
    static void remember(Context ctx) {
        SessionCookie.set(ctx, COOKIE, id(ctx), REMEMBERED);
    }

    private static String id(Context ctx) {
        return Optional.ofNullable(ctx.cookie(COOKIE))
                .filter(id -> FORM.matcher(id).matches())
                .orElseGet(Visitor::newId);
    }

    private static String newId() {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
