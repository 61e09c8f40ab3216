package org.soundlift.mp4.timeline;

/** The tables ask for more than any recording does. */
public final class TimelineException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message for the log */
    public TimelineException(String message) {
        super(message);
    }
}
