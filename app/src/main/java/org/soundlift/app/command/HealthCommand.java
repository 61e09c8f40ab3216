package org.soundlift.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.soundlift.app.settings.ServiceSettings;
import org.soundlift.app.settings.SettingGroup;
import org.soundlift.app.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks the service that runs here whether it can work; for containers, whose images need no other client. */
@Command(
        name = "health",
        description = "Asks the service that runs on this machine whether it can work. Ends with status 0 if it can.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class HealthCommand implements Callable<Integer> {
    /** The settings that lead to the service. */
    public static final List<SettingGroup> SETTINGS =
            List.of(new SettingGroup("Place of the service", List.of(ServiceSettings.PORT, ServiceSettings.BIND)));

    private static final int TIMEOUT_MS = 4_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Settings settings = SettingFlags.settings(spec);
        URI ready = URI.create("http://" + host(settings) + ":" + settings.get(ServiceSettings.PORT) + "/health/ready");
        HttpURLConnection connection = (HttpURLConnection) ready.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        int status;
        try {
            status = connection.getResponseCode();
        } catch (IOException e) {
            throw new IOException("nothing answers at " + ready + " (" + e.getMessage() + ")", e);
        }
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            spec.commandLine().getOut().println(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
        return status == 200 ? 0 : 1;
    }

    /** A service that listens on all addresses is asked at the loopback address. */
    private static String host(Settings settings) throws IOException {
        InetAddress bound = InetAddress.getByName(settings.get(ServiceSettings.BIND));
        String host = (bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound).getHostAddress();
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
