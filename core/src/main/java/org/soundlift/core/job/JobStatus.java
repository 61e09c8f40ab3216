package org.soundlift.core.job;

import java.util.Locale;

/** The state of a job. It moves forward only; a retry by its owner starts a new attempt at {@link #QUEUED}. */
public enum JobStatus {
    QUEUED("Conversion job queued."),
    PROCESSING("Conversion in progress."),
    COMPLETED("Conversion completed."),
    FAILED("Conversion failed. See logs for details."),
    CANCELED("Conversion canceled.");

    private final String message;

    JobStatus(String message) {
        this.message = message;
    }

    /** The sentence that clients of the well-known converter API expect beside the status. */
    public String message() {
        return message;
    }

    /** Returns true if nothing more happens by itself. */
    public boolean isFinal() {
        return switch (this) {
            case QUEUED, PROCESSING -> false;
            case COMPLETED, FAILED, CANCELED -> true;
        };
    }

    /** Returns true if the owner may start a new attempt. */
    public boolean canRetry() {
        return this == FAILED || this == CANCELED;
    }

    /** The name in JSON and SQL: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such status */
    public static JobStatus fromWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
