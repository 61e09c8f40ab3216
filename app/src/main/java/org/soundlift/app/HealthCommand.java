package org.soundlift.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks the service that runs here whether it can work; for containers, whose images need no other client. */
@Command(
        name = "health",
        description = "Asks the service that runs on this machine whether it can work. Ends with status 0 if it can.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class HealthCommand implements Callable<Integer> {
    private static final int TIMEOUT_MS = 4_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Settings settings = SettingFlags.settings(spec);
        URI ready = URI.create("http://" + host(settings) + ":" + settings.get(Settings.PORT) + "/health/ready");
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

    /** Who listens everywhere is asked at this machine's own address. */
    private static String host(Settings settings) throws IOException {
        InetAddress bound = InetAddress.getByName(settings.get(Settings.BIND));
        String host = (bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound).getHostAddress();
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
