package org.soundlift.core.account;

import org.jspecify.annotations.Nullable;

/** The auth service does not answer. Trying again later may help. */
public final class AuthUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    public AuthUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
