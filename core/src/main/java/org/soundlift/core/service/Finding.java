package org.soundlift.core.service;

/**
 * A finding about one part, for the operator.
 *
 * @param text the state, and the remedy if it is not well; holds no secrets
 */
public record Finding(Level level, String part, String text) {
    /** The gravity of a finding. */
    public enum Level {
        OK,
        /** It works, but the operator should know. */
        WARNING,
        /** It will not work. */
        ERROR
    }

    public static Finding ok(String part, String text) {
        return new Finding(Level.OK, part, text);
    }

    public static Finding warning(String part, String text) {
        return new Finding(Level.WARNING, part, text);
    }

    public static Finding error(String part, String text) {
        return new Finding(Level.ERROR, part, text);
    }
}
