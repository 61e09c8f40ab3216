package org.soundlift.app.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.soundlift.app.settings.ConverterSettings;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.ServiceSettings;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.wiring.Soundlift;
import org.soundlift.app.wiring.Wiring;
import org.soundlift.converter.files.WorkFolder;
import picocli.CommandLine.Command;

/** Does once what the service does all day, so that the JVM can record it in its ahead-of-time cache. */
@Command(name = "train", hidden = true)
public final class TrainCommand implements Callable<Integer> {
    /** Three seconds of a tone and of noise. */
    private static final String SOUND = "train.m4a";

    @Override
    public Integer call() throws Exception {
        try (WorkFolder folder = new WorkFolder(Files.createTempDirectory("soundlift-train-"))) {
            train(folder.path());
        }
        return 0;
    }

    private static void train(Path folder) throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(TrainCommand::isOfAService);
        Settings settings = new Settings(
                environment, Map.of(ServiceSettings.PORT.flag(), "0", ServiceSettings.DATA.flag(), folder.toString()));
        try (Soundlift soundlift = Wiring.services(settings, ServiceName.ALL)) {
            soundlift.start();
            String base = "http://127.0.0.1:" + soundlift.port();
            String job = request("POST", base + "/convert?filename=a.m4a");
            String id = job.replaceFirst(".*\"job_id\":\"([0-9a-f]+)\".*", "$1");
            for (String path : List.of("/", "/style.css", "/jobs", "/status/" + id + "?wait=10", "/health/ready")) {
                request("GET", base + path);
            }
        }
    }

    /** The training must not reach the queues, stores and databases of a real service. */
    private static boolean isOfAService(String variable) {
        boolean local = variable.startsWith(ConverterSettings.CACHE.variable())
                || variable.startsWith(ConverterSettings.FFMPEG.variable());
        return variable.startsWith("SOUNDLIFT_") && !local;
    }

    private static String request(String method, String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestMethod(method);
        if (method.equals("POST")) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "video/mp4");
            try (InputStream sound = requireNonNull(TrainCommand.class.getResourceAsStream(SOUND))) {
                sound.transferTo(connection.getOutputStream());
            }
        }
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), US_ASCII);
        }
    }
}
