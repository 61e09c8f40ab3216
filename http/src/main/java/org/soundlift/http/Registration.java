package org.soundlift.http;

import io.javalin.http.Context;
import org.soundlift.core.job.FailureCode;

/** The callers that may make an account. */
public enum Registration {
    /** Any caller. */
    OPEN,
    /** None: administrators make accounts. */
    CLOSED,
    /** A caller at this machine. */
    LOCAL;

    /** Returns true if the caller of this request may. */
    public boolean isOpenTo(Context ctx) {
        return switch (this) {
            case OPEN -> true;
            case CLOSED -> false;
            case LOCAL -> Sites.isThisMachine(ctx);
        };
    }

    /** @throws ProblemException {@code FORBIDDEN} if the caller of this request may not */
    public void requireOpenTo(Context ctx) {
        if (!isOpenTo(ctx)) {
            throw new ProblemException(
                    FailureCode.FORBIDDEN, "Registration is closed. Ask an administrator for an account.");
        }
    }
}
