package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Cluster;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.OperatorsDatabase;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A data folder of version 0.1, whose process was killed while it converted the third of three videos. Beside what that version
 * had written lie {@code jobs.json}, its own answer about the first two, and {@code key}, an API key.
 */
class UpgradeEndToEndIT {
    private static final String ADA = "ada@example.org";
    private static final String PASSWORD = "kitchen window blue";
    /** The jobs ended years before the test runs. */
    private static final String[] SERVE = {"--auth", "required", "--retention", "36500d"};

    @TempDir
    static Path folder;

    private static Path unpacked(String name) throws IOException {
        Path data = folder.resolve(name);
        try (InputStream file =
                        Objects.requireNonNull(UpgradeEndToEndIT.class.getResourceAsStream("data-folder-0.1.zip"));
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = data.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.resolveSibling(""));
                    Files.copy(zip, target);
                }
            }
        }
        return data;
    }

    private static SoundliftProcess run(String... arguments) throws Exception {
        return SoundliftProcess.run(folder.resolve(arguments[0] + ".log"), List.of(), arguments);
    }

    @Test
    void dataOfVersion01IsBroughtUpToDate() throws Exception {
        Path data = unpacked("upgraded");
        assertThat(run("doctor", "--data", data.toString(), "--port", "0", "--auth", "required")
                        .output())
                .contains("steps");
        try (SoundliftProcess server = SoundliftProcess.serve(data, SERVE)) {
            requireEverything(server, data);
            assertThat(server.output()).doesNotContain("ERROR");
        }
    }

    /** By a backup, which this version makes of tables as version 0.1 left them. */
    @Test
    void dataOfVersion01MovesToAServer() throws Exception {
        Path data = unpacked("moved");
        Path backup = folder.resolve("backup");
        assertThat(run("export", backup.toString(), "--data", data.toString()).output())
                .contains("2 accounts, 3 jobs and 4 videos");
        try (OperatorsDatabase database = new OperatorsDatabase(folder)) {
            Path elsewhere = folder.resolve("elsewhere");
            String[] flags = concat(database.flags(), "--data", elsewhere.toString());
            SoundliftProcess made = run(concat(new String[] {"import", backup.toString()}, flags));
            assertThat(made.output()).contains("1 jobs that were not done wait for a converter.");
            try (SoundliftProcess server = SoundliftProcess.serve(elsewhere, concat(SERVE, database.flags()))) {
                requireEverything(server, data);
            }
        }
    }

    private static String[] concat(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private static void requireEverything(SoundliftProcess server, Path data) throws Exception {
        Client client = new Client(server);
        String[] ada = Cluster.login(client, ADA, PASSWORD);
        String[] key = {"Authorization", "Bearer " + Files.readString(data.resolve("key"))};
        JsonNode before = JsonMapper.shared().readTree(data.resolve("jobs.json").toFile());
        assertThat(before.required("jobs")).hasSize(2);
        for (JsonNode old : before.required("jobs")) {
            requireAlike(client, old, key);
        }
        JsonNode now = Client.json(client.get("/jobs", ada)).required("jobs");
        assertThat(now).hasSize(3);
        String unfinished = now.required(0).required("job_id").stringValue();
        JsonNode ended = Client.json(client.get("/status/" + unfinished + "?wait=60", ada));
        assertThat(ended.required("status").stringValue()).as(ended.toString()).isEqualTo("completed");
        assertThat(ended.required("result").required("seconds").doubleValue()).isBetween(1499.9, 1500.2);

        String fresh = Client.jobId(client.upload(Media.video(folder, 2), "fresh.mp4", ada));
        assertThat(Client.text(client.get("/status/" + fresh + "?wait=60", ada)))
                .contains("\"completed\"");
        assertThat(client.get("/admin/overview", Cluster.login(client, "root@example.org", PASSWORD))
                        .statusCode())
                .isEqualTo(200);
    }

    /** The answers of version 0.1 about a job still hold, and its MP3 is the same. */
    private static void requireAlike(Client client, JsonNode old, String... key) throws Exception {
        String id = old.required("job_id").stringValue();
        JsonNode now = Client.json(client.get("/status/" + id, key));
        for (String member : List.of("status", "created_at", "started_at", "finished_at", "progress")) {
            assertThat(now.required(member)).as(member).isEqualTo(old.required(member));
        }
        assertThat(now.required("source").required("filename"))
                .isEqualTo(old.required("source").required("filename"));
        if (old.required("result").isNull()) {
            assertThat(now.required("error").required("code"))
                    .isEqualTo(old.required("error").required("code"));
            return;
        }
        String sha256 = old.required("result").required("sha256").stringValue();
        assertThat(now.required("result").required("sha256").stringValue()).isEqualTo(sha256);
        byte[] mp3 = client.get("/download/" + id + ".mp3", key).body();
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(mp3)))
                .isEqualTo(sha256);
    }
}
