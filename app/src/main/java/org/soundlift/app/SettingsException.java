package org.soundlift.app;

/** The operator has to change something; the message says what. */
final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SettingsException(String message) {
        super(message);
    }
}
