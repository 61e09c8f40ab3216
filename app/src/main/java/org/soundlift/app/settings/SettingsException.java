package org.soundlift.app.settings;

/** The operator has to change something; the message says what. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SettingsException(String message) {
        super(message);
    }
}
