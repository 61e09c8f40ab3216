package org.soundlift.app.chaos;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.core.ConditionTimeoutException;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import tools.jackson.databind.JsonNode;

/**
 * Looks at Soundlift from outside, after a cell: by HTTP, SQL, the stores' own clients, the broker's own tools and the mail server.
 * Returns what is broken, each with the number of its invariant.
 */
final class Observer {
    private static final Duration SETTLED = Duration.ofSeconds(90);
    /** A thing must be old enough, the next sweep notes it, the one after that removes it, and a machine may be slow. */
    private static final Duration SWEEP = Stage.SWEEP_SOON.multipliedBy(4).plusSeconds(60);

    private static final int SAMPLE_RATE = 44_100;

    private final Stage stage;
    private final Path folder;
    /** Of all cells: final states never change. */
    private final Map<String, Row> ended = new HashMap<>();

    private final Set<String> gone = new HashSet<>();
    /** Videos that a fault took out of the store. */
    private final Set<String> lost = new HashSet<>();

    /** A job in the ledger. */
    private record Row(String id, String filename, String status, String finishedAt, String error) {
        boolean isFinal() {
            return !finishedAt.isEmpty();
        }
    }

    Observer(Stage stage, Path folder) {
        this.stage = stage;
        this.folder = folder;
    }

    List<String> broken(Scene scene) throws Exception {
        List<String> broken = new ArrayList<>(stage.broken);
        stage.broken.clear();
        gone.addAll(scene.deleted);
        lost.addAll(scene.lost);
        long before = System.nanoTime();
        try {
            await().atMost(scene.bound)
                    .ignoreExceptions()
                    .until(() -> rows(scene.filenames()).values().stream().allMatch(Row::isFinal));
        } catch (ConditionTimeoutException late) {
            broken.add("I1 not ended within " + scene.bound + ": "
                    + rows(scene.filenames()).values().stream()
                            .filter(row -> !row.isFinal())
                            .toList());
        }
        System.out.println("    quiet after " + (System.nanoTime() - before) / 1_000_000_000 + " s");
        ended(scene, broken);
        neverChanged(broken);
        mails(scene, broken);
        drained(scene, broken);
        stored(broken);
        return broken;
    }

    private void ended(Scene scene, List<String> broken) throws Exception {
        Map<String, Row> rows = rows(scene.filenames());
        for (Scene.Accepted job : scene.accepted.values()) {
            Row row = rows.get(job.id());
            HttpResponse<byte[]> status =
                    stage.client(scene.random.nextInt(2)).get("/status/" + job.id(), scene.session(job.owner()));
            if (scene.deleted.contains(job.id())) {
                if (row != null || status.statusCode() != 404) {
                    broken.add("I3 a deleted job is back: " + job + " " + Client.text(status));
                }
                continue;
            }
            if (row == null || status.statusCode() != 200) {
                broken.add("I2 unknown: " + job + " " + Client.text(status));
                continue;
            }
            JsonNode json = Client.json(status);
            String mustFail = scene.mustFail.entrySet().stream()
                    .filter(entry -> row.filename().contains(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
            if (row.status().equals("completed") && mustFail.isEmpty()) {
                requireSound(scene, job, json, broken);
            } else if (row.status().equals("failed")) {
                if (!row.error().equals(mustFail)) {
                    broken.add("I1 failed with " + row.error() + ": " + json.path("error"));
                }
            } else if (!(row.status().equals("canceled") && mustFail.equals("CANCELED"))) {
                broken.add("I1 " + row);
            }
        }
        for (Row row : rows.values()) { // Those too whose answer was cut.
            if (row.isFinal()) {
                ended.put(row.id(), row);
            }
        }
    }

    private void requireSound(Scene scene, Scene.Accepted job, JsonNode status, List<String> broken) throws Exception {
        HttpResponse<byte[]> mp3 =
                stage.client(scene.random.nextInt(2)).get("/download/" + job.id() + ".mp3", scene.session(job.owner()));
        if (mp3.statusCode() != 200) {
            broken.add("I1 no MP3: " + job + " " + Client.text(mp3));
            return;
        }
        long samples = Media.samples(Files.write(folder.resolve("result.mp3"), mp3.body()));
        if (samples != (long) job.seconds() * SAMPLE_RATE) {
            broken.add("I1 " + samples + " samples instead of " + job.seconds() + " s: " + job);
        }
        if (status.required("result").required("bytes").longValue() != mp3.body().length) {
            broken.add("I3 the ledger tells another size than the MP3 has: " + job);
        }
        double loudness = Media.loudness(folder.resolve("result.mp3"));
        if (!(loudness > -30 && loudness < -10)) {
            broken.add("I1 the sound is of " + loudness + " LUFS: " + job);
        }
        String other = Stage.USERS.stream()
                .filter(user -> !user.equals(job.owner()))
                .findFirst()
                .orElseThrow();
        if (stage.client(0).get("/status/" + job.id(), scene.session(other)).statusCode() != 404) {
            broken.add("I1 another account sees " + job);
        }
    }

    private void neverChanged(List<String> broken) throws SQLException {
        Map<String, Row> rows = rows("%");
        ended.forEach((id, row) -> {
            Row now = rows.get(id);
            if (!gone.contains(id) && !row.equals(now)) {
                broken.add("I3 changed after its end: " + row + " is now " + now);
            }
        });
        ended.keySet().removeAll(gone);
    }

    private void mails(Scene scene, List<String> broken) throws SQLException {
        Set<String> mailed = new TreeSet<>(rows(scene.filenames()).values().stream()
                .filter(row -> row.status().equals("completed") || row.status().equals("failed"))
                .map(Row::id)
                .toList());
        if (scene.mailsAreCertain) {
            try {
                await().atMost(SETTLED).until(() -> ids().keySet().containsAll(mailed));
            } catch (ConditionTimeoutException late) {
                mailed.removeAll(ids().keySet());
                broken.add("I4 no mail about " + mailed);
            }
        }
        scene.accepted.values().forEach(job -> {
            for (String mail : ids().getOrDefault(job.id(), Set.of())) {
                if (!mail.endsWith(" " + job.owner())) {
                    broken.add("I4 a mail about " + job + " went to another: " + mail);
                }
            }
        });
        ids().forEach((job, messages) -> {
            if (messages.size() > 1) {
                broken.add("I4 several Message-IDs about " + job + ": " + messages);
            }
        });
    }

    /** The Message-IDs about each job; they begin with its id. */
    private Map<String, Set<String>> ids() {
        Map<String, Set<String>> ids = new HashMap<>();
        for (MailSink.Mail mail : stage.mail.mails()) {
            ids.computeIfAbsent(mail.id().substring(0, 32), _ -> new TreeSet<>())
                    .add(mail.id() + " " + mail.to());
        }
        return ids;
    }

    private void drained(Scene scene, List<String> broken) throws Exception {
        try {
            await().atMost(SETTLED)
                    .ignoreExceptions()
                    .until(() -> outbox() == 0 && left(stage.messages()).isEmpty());
        } catch (ConditionTimeoutException late) {
            broken.add("I6 not drained: outbox " + outbox() + ", queues " + stage.messages());
        }
        Map<String, Long> messages = stage.messages();
        for (String queue : List.of("video", "mp3", "ledger")) {
            long dead = messages.getOrDefault(queue + ".dead", 0L);
            if (dead != scene.dead.getOrDefault(queue, 0L)) {
                broken.add("I6 " + dead + " dead letters of " + queue + " instead of "
                        + scene.dead.getOrDefault(queue, 0L));
            }
            if (dead > 0) {
                stage.dropDead(queue);
            }
        }
    }

    private static Map<String, Long> left(Map<String, Long> messages) {
        Map<String, Long> left = new TreeMap<>(messages);
        left.values().removeIf(count -> count == 0);
        left.keySet().removeIf(queue -> queue.endsWith(".dead"));
        return left;
    }

    /** The store holds what the ledger knows: the video of each job, and the MP3 of each that was completed. */
    private void stored(List<String> broken) throws Exception {
        for (String kind : List.of("videos", "mp3s")) {
            Set<String> missing = referenced(kind);
            missing.removeAll(stage.stored(kind));
            missing.removeAll(lost);
            if (!missing.isEmpty()) {
                broken.add("I5 " + kind + " missing: " + missing);
            }
        }
    }

    /** Waits for the sweep, and returns what is left over then. */
    List<String> leftOver() throws Exception {
        stage.sweepSoon();
        try {
            await().atMost(SWEEP).ignoreExceptions().until(() -> unreferenced().isEmpty());
            return List.of();
        } catch (ConditionTimeoutException late) {
            return List.of("I5 left over: " + unreferenced());
        }
    }

    private String unreferenced() throws SQLException, IOException {
        StringBuilder found = new StringBuilder();
        for (String kind : List.of("videos", "mp3s")) {
            Set<String> left = new TreeSet<>(stage.stored(kind));
            left.removeAll(referenced(kind));
            found.append(left.isEmpty() ? "" : kind + " " + left + " ");
        }
        long unfinished = stage.unfinished();
        return unfinished == 0 ? found.toString() : found + "" + unfinished + " unfinished parts";
    }

    private Set<String> referenced(String kind) throws SQLException {
        return new TreeSet<>(rows("%").values().stream()
                .filter(row -> kind.equals("videos") || row.status().equals("completed"))
                .map(Row::id)
                .toList());
    }

    private long outbox() throws SQLException {
        try (Connection connection = DriverManager.getConnection(stage.databaseUrl());
                PreparedStatement select = connection.prepareStatement("select count(*) from gateway_outbox");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Returns how many jobs of a cell are in each state. */
    Map<String, Integer> states(Scene scene) throws SQLException {
        Map<String, Integer> states = new TreeMap<>();
        rows(scene.filenames()).values().forEach(row -> states.merge(row.status(), 1, Integer::sum));
        return states;
    }

    private Map<String, Row> rows(String filenames) throws SQLException {
        Map<String, Row> rows = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(stage.databaseUrl());
                PreparedStatement select = connection.prepareStatement(
                        "select job_id, filename, status, finished_at, error_code from gateway_job where filename like ?")) {
            select.setString(1, filenames);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.put(
                            row.getString(1),
                            new Row(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    text(row.getString(4)),
                                    text(row.getString(5))));
                }
            }
        }
        return rows;
    }

    private static String text(@org.jspecify.annotations.Nullable String column) {
        return column == null ? "" : column;
    }
}
