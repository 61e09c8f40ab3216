package org.soundlift.app.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.soundlift.app.settings.ServiceSettings;
import org.soundlift.app.settings.Settings;
import org.soundlift.core.service.Finding;

/** Listens for a moment where the service would. */
record PortCheck(Settings settings) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    List<Finding> examine() {
        String bind = settings.get(ServiceSettings.BIND);
        int port = settings.get(ServiceSettings.PORT);
        String place = bind + ":" + port;
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // As the service does: connections of an earlier run may linger.
            socket.bind(new InetSocketAddress(InetAddress.getByName(bind), port));
            return List.of(Finding.ok("port", "free: " + (port == 0 ? bind + ", any port" : place)));
        } catch (IOException e) {
            if (isSoundlift(port)) {
                return List.of(Finding.ok("port", "a Soundlift answers at " + place));
            }
            return List.of(Finding.error(
                    "port",
                    "can't listen on " + place + ": " + e.getMessage() + "; choose another port with "
                            + ServiceSettings.PORT.flag()));
        }
    }

    private static boolean isSoundlift(int port) {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/live"))
                    .timeout(PATIENCE)
                    .build();
            return http.send(request, BodyHandlers.ofString()).body().contains("\"live\"");
        } catch (IOException | IllegalArgumentException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
