package org.soundlift.core.media;

import java.io.File;
import java.io.IOException;
import java.util.Locale;

/** A store has no room left. */
public final class InsufficientStorageException extends IOException {
    private static final long serialVersionUID = 1;

    public InsufficientStorageException(String message, Throwable cause) {
        super(message, cause);
    }

    public InsufficientStorageException(String message) {
        super(message);
    }

    /**
     * Returns what to throw where a file could not be written: that there is no room, if that was the reason, or else the same.
     * Java has no type for a full disk, only what the operating system says.
     */
    public static IOException reason(IOException failure, File file) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        boolean isFull = message.contains("no space left")
                || message.contains("quota exceeded")
                || message.contains("not enough space")
                || isFull(file);
        return isFull ? new InsufficientStorageException("no room for " + file, failure) : failure;
    }

    /** Both are 0 where the system does not know; a {@code FileStore} would fail there, as in a chroot without mounts. */
    private static boolean isFull(File file) {
        return file.getTotalSpace() > 0 && file.getUsableSpace() == 0;
    }
}
