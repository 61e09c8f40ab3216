package org.soundlift.core.media;

import java.io.IOException;

/** A store has no room left. */
public final class InsufficientStorageException extends IOException {
    private static final long serialVersionUID = 1;

    public InsufficientStorageException(String message, Throwable cause) {
        super(message, cause);
    }

    public InsufficientStorageException(String message) {
        super(message);
    }
}
