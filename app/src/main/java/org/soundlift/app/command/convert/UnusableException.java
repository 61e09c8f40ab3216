package org.soundlift.app.command.convert;

/** The arguments name something that can't be converted, or no place for it. */
final class UnusableException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message a sentence for the user */
    UnusableException(String message) {
        super(message);
    }
}
