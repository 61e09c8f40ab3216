package org.soundlift.app.command.convert;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.soundlift.app.remote.RemoteServer;
import org.soundlift.converter.files.FileProblem;
import picocli.CommandLine.Option;

/** The server that converts in place of this machine. */
final class ServerFlags {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "Have this Soundlift server convert, by https if nothing else is said. Only the sound that is wanted is"
                            + " sent to it.")
    private @Nullable String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File whose first line is a token of an account of the server.")
    private @Nullable Path tokenFile;

    @Option(names = "--whole", description = "Send whole videos to the server, not their sound alone.")
    private boolean whole;

    boolean sendsWhole() {
        return whole;
    }

    /** Returns the server, if one is named. It answers. */
    Optional<RemoteServer> server(Consumer<String> notice) throws InterruptedException, UnusableException {
        if (url == null) {
            if (tokenFile != null || whole) {
                throw new UnusableException("--token-file and --whole are about a server: name it by --server.");
            }
            return Optional.empty();
        }
        RemoteServer server = new RemoteServer(address(url), token(), notice);
        try {
            server.find();
        } catch (IOException e) {
            throw new UnusableException(e.getMessage() + ".");
        }
        return Optional.of(server);
    }

    private static URI address(String url) throws UnusableException {
        try {
            URI address = URI.create(url.contains("://") ? url : (isHere(url) ? "http://" : "https://") + url);
            String scheme = address.getScheme().toLowerCase(Locale.ROOT);
            if (address.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new UnusableException("--server must be an address such as https://sound.example.org.");
    }

    /** Only on this machine, a token may travel as it is. */
    private static boolean isHere(String url) {
        return url.matches("(localhost|127\\.[0-9.]+|\\[::1])([:/].*)?");
    }

    private Optional<String> token() throws UnusableException {
        if (tokenFile == null) {
            return Optional.empty();
        }
        try {
            Optional<String> line =
                    Files.readString(tokenFile).lines().findFirst().map(String::strip);
            return Optional.of(line.filter(token -> token.matches("[!-~]+"))
                    .orElseThrow(() -> new UnusableException(
                            "The first line of " + tokenFile + " must be a token of the server.")));
        } catch (IOException e) {
            throw new UnusableException(FileProblem.reading(tokenFile, e));
        }
    }
}
