package org.soundlift.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.URI;
import org.soundlift.core.job.FailureCode;

/** Who may make an account. */
public enum Registration {
    /** Everyone. */
    OPEN,
    /** Nobody: administrators make accounts. */
    CLOSED,
    /** Whoever sits at this machine. */
    LOCAL;

    /** Whether whoever makes this request may. */
    public boolean isOpenTo(Context ctx) {
        return switch (this) {
            case OPEN -> true;
            case CLOSED -> false;
            case LOCAL -> isLoopback(ctx.ip()) && isLoopback(host(ctx)) && ctx.header("Forwarded") == null;
        };
    }

    /** @throws ProblemException {@code FORBIDDEN} if whoever makes this request may not */
    public void requireOpenTo(Context ctx) {
        if (!isOpenTo(ctx)) {
            throw new ProblemException(
                    FailureCode.FORBIDDEN, "Registration is closed. Ask an administrator for an account.");
        }
    }

    private static String host(Context ctx) {
        try {
            String host = URI.create("http://" + ctx.host()).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException notAHost) {
            return "";
        }
    }

    private static boolean isLoopback(String address) {
        if (address.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(address.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
