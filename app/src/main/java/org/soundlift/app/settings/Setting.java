package org.soundlift.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A setting: an environment variable, or the flag of the same name.
 *
 * @param name in upper case, such as {@code MAX_UPLOAD_BYTES}
 * @param form the accepted form, for people
 * @param fallback the text that stands for an absent value; empty where there is none
 * @param sentence the purpose, for people
 * @param parser throws {@link IllegalArgumentException} on anything but the form
 * @param secret true if the value must stay hidden: it is read from a file, or from the environment, but never from
 *     the command line, which every user of the machine can see
 */
public record Setting<T>(
        String name, String form, String fallback, String sentence, Function<String, T> parser, boolean secret) {
    static final String PREFIX = "SOUNDLIFT_";
    private static final String FILE_SUFFIX = "_FILE";

    public Setting(String name, String form, String fallback, String sentence, Function<String, T> parser) {
        this(name, form, fallback, sentence, parser, false);
    }

    /** Returns a setting whose value must stay hidden; empty if it is not set. */
    public static Setting<Optional<String>> secret(String name, String form, String sentence) {
        return secret(name, form, sentence, SettingForms::text);
    }

    /** Returns a setting of some form whose value must stay hidden, such as a URL with a password in it. */
    public static <T> Setting<T> secret(String name, String form, String sentence, Function<String, T> parser) {
        return new Setting<>(name, form, "", sentence, parser, true);
    }

    /** The environment variable. */
    public String variable() {
        return PREFIX + name;
    }

    /** The environment variable that names the file which holds a secret. */
    public String fileVariable() {
        return variable() + FILE_SUFFIX;
    }

    /** The flag on commands; that of a secret names its file. */
    public String flag() {
        String whole = secret ? name + FILE_SUFFIX : name;
        return "--" + whole.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The value in force: the flag's, or else the variable's, or else the default.
     *
     * @throws SettingsException naming the variable, the value seen and the accepted form
     */
    public T read(Map<String, String> environment, Map<String, String> flags) {
        if (secret) {
            try {
                return parser.apply(secretText(environment, flags));
            } catch (IllegalArgumentException e) {
                throw new SettingsException(variable() + " has another form than what is accepted: " + form + ".");
            }
        }
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

    private String secretText(Map<String, String> environment, Map<String, String> flags) {
        Optional<String> file = Optional.ofNullable(flags.get(flag()))
                .or(() -> Optional.ofNullable(environment.get(fileVariable())))
                .filter(path -> !path.isBlank());
        if (file.isEmpty()) {
            return environment.getOrDefault(variable(), fallback).strip();
        }
        try {
            return Files.readString(Path.of(file.get())).strip();
        } catch (IOException | InvalidPathException e) {
            throw new SettingsException(
                    fileVariable() + " names the file \"" + file.get() + "\", which can't be read: " + e.getMessage());
        }
    }
}
