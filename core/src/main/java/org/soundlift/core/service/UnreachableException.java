package org.soundlift.core.service;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A server that a part needs can't be reached now. It may start later, so the part's {@link Service#start} may be called
 * again.
 */
public final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param message names the server, for the operator; holds no secrets */
    public UnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
