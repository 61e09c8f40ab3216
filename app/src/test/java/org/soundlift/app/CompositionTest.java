package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.wiring.Soundlift;
import org.soundlift.app.wiring.Wiring;

class CompositionTest {
    @TempDir
    Path folder;

    private Settings settings(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("SOUNDLIFT_DATA", folder.resolve("data").toString());
        environment.put("SOUNDLIFT_PORT", "0");
        environment.put("SOUNDLIFT_AUTH", "required");
        return new Settings(environment, Map.of());
    }

    @Test
    void compositionOpensNothing() {
        Soundlift soundlift = Wiring.services(settings(Map.of()), ServiceName.ALL);
        assertThat(folder.resolve("data")).doesNotExist();
        soundlift.close();
    }

    @Test
    void compositionReachesNoServer() {
        Map<String, String> away = Map.of(
                "SOUNDLIFT_DATABASE_URL", "jdbc:mariadb://127.0.0.1:1/x",
                "SOUNDLIFT_QUEUE", "rabbitmq",
                "SOUNDLIFT_AMQP_URL", "amqp://127.0.0.1:1",
                "SOUNDLIFT_STORAGE", "gridfs",
                "SOUNDLIFT_MONGODB_URI", "mongodb://127.0.0.1:1",
                "SOUNDLIFT_WEBHOOK_SECRET", "a long random text of the test");
        Wiring.services(settings(away), ServiceName.ALL).close();
    }

    /** A later part that can't be started must not keep the lock and the files of the earlier ones. */
    @Test
    void whatWasOpenedIsClosedWhenALaterPartFails() throws Exception {
        Soundlift broken = Wiring.services(
                settings(Map.of("SOUNDLIFT_FFMPEG", folder.resolve("none").toString())), ServiceName.ALL);
        assertThatThrownBy(broken::start).hasMessageContaining("SOUNDLIFT_FFMPEG");
        assertThat(Files.exists(folder.resolve("data"))).isTrue();
        try (Soundlift next = Wiring.services(settings(Map.of()), ServiceName.ALL)) {
            next.start();
            assertThat(next.port()).isPositive();
        }
    }
}
