package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Cluster;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.OperatorsDatabase;
import org.soundlift.app.support.SoundliftProcess;
import org.soundlift.app.support.Store;
import tools.jackson.databind.JsonNode;

/** Everything that a service keeps moves to another database and another store, and back. */
class BackupEndToEndIT {
    private static final String ADA = "ada@example.org";
    private static final String ROOT = "root@example.org";
    private static final String PASSWORD = "kitchen window blue";

    @TempDir
    static Path folder;

    private static String run(int status, String command, Path backup, String... flags) throws Exception {
        List<String> all = new ArrayList<>(List.of(command, backup.toString()));
        all.addAll(List.of(flags));
        SoundliftProcess ended =
                SoundliftProcess.run(folder.resolve(command + ".log"), List.of(), all.toArray(String[]::new));
        assertThat(ended.exitStatus()).as(ended.output()).isEqualTo(status);
        return ended.output();
    }

    private static String[] both(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    /** The answers to owners and administrators, by their paths, without the URL of the server. */
    private static Map<String, String> answers(SoundliftProcess server, String apiKey) throws Exception {
        Client client = new Client(server);
        String[] ada = Cluster.login(client, ADA, PASSWORD);
        String[] root = Cluster.login(client, ROOT, PASSWORD);
        Map<String, String> answers = new TreeMap<>();
        String jobs = ask(client, "/jobs", ada);
        answers.put("/jobs", jobs);
        for (JsonNode job : Client.json(client.get("/jobs", ada)).required("jobs")) {
            String id = job.required("job_id").stringValue();
            answers.put("/status/" + id, ask(client, "/status/" + id, ada));
            answers.put("/download/" + id, download(client, id, ada));
        }
        answers.put("key", ask(client, "/jobs?limit=1", "Authorization", "Bearer " + apiKey));
        answers.put("/webhook", ask(client, "/webhook", ada));
        answers.put("/announcement", ask(client, "/announcement"));
        answers.put(
                "/admin/accounts", ask(client, "/admin/accounts", root).replaceAll("\"last_login_at\":\"[^\"]*\"", ""));
        assertThat(ask(client, "/admin/audit", root)).contains("announcement.set");
        return answers;
    }

    private static String download(Client client, String id, String... headers) throws Exception {
        var answer = client.get("/download/" + id + ".mp3", headers);
        if (answer.statusCode() != 200) {
            return Integer.toString(answer.statusCode()); // A problem names its own request.
        }
        return "200 "
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(answer.body()));
    }

    private static String ask(Client client, String path, String... headers) throws Exception {
        var answer = client.get(path, headers);
        return (answer.statusCode() + " " + Client.text(answer)).replace(client.url(), "");
    }

    private static String fill(SoundliftProcess server) throws Exception {
        Client client = new Client(server);
        String[] ada = Cluster.login(client, ADA, PASSWORD);
        String[] root = Cluster.login(client, ROOT, PASSWORD);
        for (String name : List.of("first.mp4", "Übung \"2\" \u2603.mp4")) {
            String id = Client.jobId(client.upload(Media.video(folder, 2), name, ada));
            client.get("/status/" + id + "?wait=30", ada);
        }
        String failed = Client.jobId(client.upload(Media.silentMovie(folder), "silent.mp4", ada));
        client.get("/status/" + failed + "?wait=30", ada);
        assertThat(client.send(
                                "PUT",
                                "/webhook",
                                BodyPublishers.ofString("{\"url\":\"https://hooks.example.org/ada\"}"),
                                json(ada))
                        .statusCode())
                .isEqualTo(200);
        client.send(
                "PUT", "/admin/announcement", BodyPublishers.ofString("{\"text\":\"We move on Sunday.\"}"), json(root));
        return Client.json(client.send(
                        "POST",
                        "/account/keys",
                        BodyPublishers.ofString("{\"name\":\"upload\",\"scopes\":[\"jobs:read\"]}"),
                        json(ada)))
                .required("key")
                .stringValue();
    }

    private static String[] json(String... headers) {
        return both(headers, "Content-Type", "application/json");
    }

    @Test
    void everythingMovesToServersAndBack() throws Exception {
        Path data = folder.resolve("data");
        String[] here = {"--data", data.toString()};
        String key;
        Map<String, String> before;
        String unfinished;
        Path first = folder.resolve("backup 1");
        try (SoundliftProcess server = SoundliftProcess.serve(data, "--auth", "required")) {
            SoundliftProcess.addAccount(data, ADA, PASSWORD);
            SoundliftProcess.addAccount(data, ROOT, PASSWORD, "--admin");
            key = fill(server);
            before = answers(server, key);
            assertThat(before.values())
                    .filteredOn(answer -> answer.matches("200 [0-9a-f]{64}"))
                    .hasSize(2);
            assertThat(run(0, "export", first, here)).contains("2 accounts, 3 jobs and 5 videos"); // It runs.
            Client client = new Client(server);
            unfinished = Client.jobId(
                    client.upload(Media.longAudio(folder, 10), "long.mp4", Cluster.login(client, ADA, PASSWORD)));
        }
        assertThat(run(0, "export", first, here)).contains("2 accounts, 4 jobs and 6 videos");
        assertThat(Files.getPosixFilePermissions(first)).isEqualTo(PosixFilePermissions.fromString("rwx------"));

        Path second = folder.resolve("backup-2");
        Store s3 = Store.all(folder)
                .filter(store -> store.name().equals("s3"))
                .findFirst()
                .orElseThrow();
        Path elsewhere = folder.resolve("elsewhere-data");
        String[] settings = { // A secret that is set is the operator's to move.
            "--auth",
            "required",
            "--webhook-secret-file",
            first.resolve("webhook-secret").toString()
        };
        try (OperatorsDatabase database = new OperatorsDatabase(folder)) {
            String[] there = both(database.flags(), s3.with());
            assertThat(run(0, "import", first, both(there, "--data", elsewhere.toString())))
                    .contains("1 jobs that were not done", "SOUNDLIFT_WEBHOOK_SECRET_FILE");
            assertThat(run(1, "import", first, both(there, "--data", elsewhere.toString())))
                    .contains("The database has rows in table gateway_job already.");
            String[] serve = both(there, settings);
            try (SoundliftProcess server = SoundliftProcess.serve(elsewhere, serve)) {
                requireCompletion(server, unfinished);
                assertThat(answers(server, key)).containsAllEntriesOf(withoutLists(before));
                before = answers(server, key);
            }
            run(0, "export", second, both(there, "--data", elsewhere.toString()));
        }

        Path back = folder.resolve("data-again");
        run(0, "import", second, "--data", back.toString());
        try (SoundliftProcess server = SoundliftProcess.serve(back, settings)) {
            assertThat(answers(server, key)).isEqualTo(before);
            assertThat(run(1, "import", second, "--data", back.toString()))
                    .contains("Another Soundlift uses the folder");
        }
    }

    /** One more job is done after the first move. */
    private static Map<String, String> withoutLists(Map<String, String> answers) {
        Map<String, String> others = new TreeMap<>(answers);
        others.keySet().removeAll(List.of("/jobs", "key", "/admin/accounts"));
        return others;
    }

    private static void requireCompletion(SoundliftProcess server, String job) throws Exception {
        Client client = new Client(server);
        String[] ada = Cluster.login(client, ADA, PASSWORD);
        JsonNode status = Client.json(client.get("/status/" + job + "?wait=60", ada));
        assertThat(status.required("status").stringValue())
                .as(status.toString())
                .isEqualTo("completed");
    }

    @Test
    void damagedBackupIsRefused() throws Exception {
        Path data = folder.resolve("small");
        try (SoundliftProcess server = SoundliftProcess.serve(data)) {
            Client client = new Client(server);
            client.ended(client.accepted(Media.video(folder, 2)));
        }
        Path backup = folder.resolve("damaged");
        run(0, "export", backup, "--data", data.toString());
        Path video;
        try (Stream<Path> videos = Files.list(backup.resolve("media/videos"))) {
            video = videos.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(video);
        bytes[bytes.length / 2] ^= 1;
        Files.write(video, bytes);
        Path target = folder.resolve("target");
        assertThat(run(1, "import", backup, "--data", target.toString()))
                .contains(video.getFileName().toString(), "is damaged");
        assertThat(run(1, "export", backup.resolve("media"), "--data", data.toString()))
                .contains("holds something else than a backup");

        Path rows = backup.resolve("tables/gateway_job.jsonl");
        Files.writeString(rows, "");
        assertThat(run(1, "import", backup, "--data", target.toString()))
                .contains("gateway_job.jsonl is damaged: it is not as the export has written it.");
        assertThat(run(1, "import", folder.resolve("nothing"), "--data", target.toString()))
                .contains("holds no backup");
        assertThat(run(
                        1,
                        "export",
                        folder.resolve("new"),
                        "--data",
                        folder.resolve("nothing").toString()))
                .contains("There is no database in", "--data");

        run(
                0,
                "export",
                backup,
                "--data",
                data.toString()); // All tables are written again, and media whose size differs.
        assertThat(run(1, "import", backup, "--data", target.toString())).contains("is damaged");
        Files.delete(video);
        run(0, "export", backup, "--data", data.toString());
        run(0, "import", backup, "--data", target.toString());
    }
}
