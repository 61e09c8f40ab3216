package org.soundlift.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.soundlift.app.settings.SettingsException;
import picocli.CommandLine.Option;

/** The source of a password for a command: never its arguments, which every user of the machine can see. */
public final class PasswordFile {
    private static final String STANDARD_INPUT = "-";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password, - for standard input."
                    + " Without it, a password is made up and shown once.")
    private @Nullable String file;

    /** The first line; empty if no file is named. */
    public Optional<String> password() throws IOException {
        if (file == null) {
            return Optional.empty();
        }
        String line;
        try (BufferedReader in = file.equals(STANDARD_INPUT)
                ? new BufferedReader(new InputStreamReader(System.in, UTF_8))
                : Files.newBufferedReader(Path.of(file))) {
            line = in.readLine();
        } catch (NoSuchFileException e) {
            throw new SettingsException("There is no file " + file + " to read the password from.");
        }
        if (line == null || line.isEmpty()) {
            throw new SettingsException("The first line of " + (file.equals(STANDARD_INPUT) ? "standard input" : file)
                    + " is empty; it must be the password.");
        }
        return Optional.of(line);
    }
}
