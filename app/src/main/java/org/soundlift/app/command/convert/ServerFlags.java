package org.soundlift.app.command.convert;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.soundlift.app.remote.RemoteFlags;
import org.soundlift.app.remote.RemoteServer;
import org.soundlift.app.settings.SettingsException;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private RemoteFlags remote = new RemoteFlags();

    @Option(names = "--whole", description = "Send whole videos to the server, not their sound alone.")
    private boolean whole;

    boolean sendsWhole() {
        return whole;
    }

    /** Returns the server, if one is named. It answers. */
    Optional<RemoteServer> server(Consumer<String> notice) throws InterruptedException, UnusableException {
        if (url == null) {
            if (remote.hasToken() || whole) {
                throw new UnusableException("--token-file and --whole are about a server: name it by --server.");
            }
            return Optional.empty();
        }
        try {
            RemoteServer server = new RemoteServer(RemoteFlags.address(url), remote.token(), notice);
            server.find();
            return Optional.of(server);
        } catch (SettingsException e) {
            throw new UnusableException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UnusableException(e.getMessage() + ".");
        }
    }
}
