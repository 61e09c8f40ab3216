package org.soundlift.core.service;

/**
 * What an examination has found out about one part, for the operator.
 *
 * @param text what is, and what to do about it if that is not well; holds no secrets
 */
public record Finding(Level level, String part, String text) {
    /** How well it is. */
    public enum Level {
        OK,
        /** It works, but somebody should know. */
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
