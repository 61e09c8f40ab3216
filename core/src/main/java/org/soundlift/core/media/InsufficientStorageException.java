package org.soundlift.core.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
     * What to throw where a file could not be written: that there is no room, if that was the reason, or else the same. Java has
     * no type for a full disk, only what the operating system says.
     */
    public static IOException reason(IOException failure, Path file) throws IOException {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        boolean isFull = message.contains("no space left")
                || message.contains("quota exceeded")
                || message.contains("not enough space")
                || Files.getFileStore(file).getUsableSpace() == 0;
        return isFull ? new InsufficientStorageException("no room for " + file, failure) : failure;
    }
}
