package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.Pieces;
import org.soundlift.app.support.SoundliftProcess;
import org.soundlift.app.support.Store;
import org.soundlift.core.support.PrivateMariaDb;

/** Uploads of which nothing more comes. {@code -Dsoundlift.abandoned=10000} tries so many on each store. */
class AbandonedUploadsEndToEndIT {
    private static final int UPLOADS = Integer.getInteger("soundlift.abandoned", 100);
    private static final int PIECE = 2_000;
    private static final int CLIENTS = 8;

    @TempDir
    static Path folder;

    static Stream<Store> stores() throws Exception {
        return Store.all(folder);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void abandonedUploadsLeaveNothing(Store store) throws Exception {
        String address = PrivateMariaDb.shared().newDatabase();
        MariaDbDataSource database = new MariaDbDataSource(address);
        String[] flags = store.with("--database-url", address, "--sweep-after", "2s");
        long before = store.things().call();
        try (SoundliftProcess server = SoundliftProcess.service("gateway", 0, folder.resolve(store.name()), flags)) {
            begin(new Client(server.local()), Arrays.copyOf(Files.readAllBytes(Media.video(folder, 1)), PIECE));
            assertThat(uploads(database)).isEqualTo(UPLOADS);
            assertThat(store.things().call() - before).isGreaterThanOrEqualTo(UPLOADS);
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("update gateway_upload set expires_at = 1");
            }
            await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
                assertThat(uploads(database)).isZero();
                assertThat(store.things().call()).isEqualTo(before);
            });
        }
    }

    private static void begin(Client client, byte[] piece) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < UPLOADS; i++) {
                all.add(clients.submit(() -> {
                    Pieces pieces = new Pieces(client);
                    String path = pieces.begin("never.mp4", 2L * PIECE);
                    assertThat(pieces.send(path, BodyPublishers.ofByteArray(piece), 0)
                                    .statusCode())
                            .isEqualTo(204);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private static long uploads(MariaDbDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from gateway_upload")) {
            row.next();
            return row.getLong(1);
        }
    }
}
