package org.soundlift.app;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that an operator can set: by environment variable, or by the flag of the same name.
 *
 * @param name in upper case, such as {@code MAX_UPLOAD_BYTES}
 * @param form what is accepted, for people
 * @param fallback the text that stands for an absent value; empty where there is none
 * @param sentence what it is for
 * @param parser throws {@link IllegalArgumentException} on anything but the form
 */
record Setting<T>(String name, String form, String fallback, String sentence, Function<String, T> parser) {
    private static final String PREFIX = "SOUNDLIFT_";

    /** The environment variable. */
    String variable() {
        return PREFIX + name;
    }

    /** The flag on {@code serve}. */
    String flag() {
        return "--" + name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The value in force: the flag's, or else the variable's, or else the default.
     *
     * @throws SettingsException naming the variable, the value seen and the accepted form
     */
    T read(Map<String, String> environment, Map<String, String> flags) {
        Optional<String> flag = Optional.ofNullable(flags.get(flag()));
        String text = flag.orElseGet(() -> environment.getOrDefault(variable(), fallback))
                .strip();
        try {
            return parser.apply(text.isEmpty() ? fallback : text);
        } catch (IllegalArgumentException e) {
            String seen = flag.isPresent() ? flag() : variable();
            throw new SettingsException(seen + " is \"" + text + "\"; accepted is " + form + ".");
        }
    }
}
