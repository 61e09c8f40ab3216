package org.soundlift.core.queue;

/** The queue can't be reached or did not confirm. */
public final class QueueUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    public QueueUnavailableException(String message) {
        super(message);
    }

    public QueueUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
