package org.soundlift.app.remote;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.converter.files.FileProblem;
import picocli.CommandLine.Option;

/** The account at a server of another place, and the form of the server's address. */
public final class RemoteFlags {
    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File whose first line is a token of an account of the server.")
    private @Nullable Path tokenFile;

    public boolean hasToken() {
        return tokenFile != null;
    }

    /** Returns the token; empty if no file is named. */
    public Optional<String> token() {
        if (tokenFile == null) {
            return Optional.empty();
        }
        try {
            Optional<String> line =
                    Files.readString(tokenFile).lines().findFirst().map(String::strip);
            return Optional.of(line.filter(token -> token.matches("[!-~]+"))
                    .orElseThrow(() -> new SettingsException(
                            "The first line of " + tokenFile + " must be a token of the server.")));
        } catch (IOException e) {
            throw new SettingsException(FileProblem.reading(tokenFile, e));
        }
    }

    /** Returns the address that {@code --server} names, by https if it says nothing else. */
    public static URI address(String url) {
        try {
            URI address = URI.create(url.contains("://") ? url : (isHere(url) ? "http://" : "https://") + url);
            String scheme = address.getScheme().toLowerCase(Locale.ROOT);
            if (address.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new SettingsException("--server must be an address such as https://sound.example.org.");
    }

    /** Only on this machine, a token may travel as it is. */
    private static boolean isHere(String url) {
        return url.matches("(localhost|127\\.[0-9.]+|\\[::1])([:/].*)?");
    }
}
