package org.soundlift.app.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.soundlift.app.chaos.agent.Point;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Cluster;
import org.soundlift.app.support.Media;

/** One cell: the jobs that were accepted meanwhile, and what is to become of them. */
final class Scene implements AutoCloseable {
    static final int JOBS = 10;
    static final int LONG_SECONDS = 1_200;
    private static final Duration LOAD_LIMIT = Duration.ofMinutes(5);
    private static final int PAUSE_MS = 300;

    final Stage stage;
    final Random random;
    private final String name;
    private final Path videos;
    /** By id. */
    final Map<String, Accepted> accepted = new ConcurrentHashMap<>();

    final Set<String> deleted = ConcurrentHashMap.newKeySet();
    /** Jobs whose video is taken out of the store. */
    final Set<String> lost = ConcurrentHashMap.newKeySet();
    /** The dead letters that the fault is to bring about, by queue. */
    final Map<String, Long> dead = new HashMap<>();
    /** Jobs that are to fail with a code, by part of their file names. */
    final Map<String, String> mustFail = new HashMap<>();

    final AtomicInteger refused = new AtomicInteger();
    Duration bound = Duration.ofMinutes(2);
    boolean mailsAreCertain = true;
    private final Map<String, String[]> sessions = new HashMap<>();
    private final ExecutorService uploaders = Executors.newFixedThreadPool(4);
    private final AtomicInteger count = new AtomicInteger();

    /** An upload that was answered with 202. */
    record Accepted(String id, String owner, int seconds, String filename) {}

    /** @param videos the folder of the videos that are uploaded */
    Scene(Stage stage, Path videos, String name, Random random) throws IOException, InterruptedException {
        this.stage = stage;
        this.videos = videos;
        this.name = name;
        this.random = random;
        for (String user : Stage.USERS) {
            sessions.put(user, Cluster.login(stage.client(0), user, Stage.PASSWORD));
        }
    }

    /** Returns the names of all files of this cell, as SQL's LIKE takes them. */
    String filenames() {
        return name + "-%";
    }

    /** Returns a new name of a file of this cell. */
    String filename(String kind) {
        return name + "-" + kind + "-" + count.getAndIncrement() + ".mp4";
    }

    Services services() {
        return (Services) stage;
    }

    String[] session(String user) {
        return java.util.Objects.requireNonNull(sessions.get(user), user);
    }

    /** Holds the first process that comes to a point. */
    Trap trap(Point point) throws IOException {
        return trap(point, "");
    }

    Trap trap(Point point, String process) throws IOException {
        return Trap.hold(stage.orders, point, process, "");
    }

    /** Uploads, and tries again what is refused, until as many are accepted as there are to be. */
    void load(int jobs) throws Exception {
        await(loadBehind(jobs));
    }

    /** Begins to. */
    List<Future<?>> loadBehind(int jobs) {
        List<Future<?>> uploads = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            int seconds = 1 + random.nextInt(3);
            uploads.add(uploaders.submit(() -> {
                uploadUntilAccepted(seconds, "talk");
                return null;
            }));
        }
        return uploads;
    }

    static void await(List<Future<?>> uploads) throws InterruptedException, ExecutionException, TimeoutException {
        for (Future<?> upload : uploads) {
            upload.get(LOAD_LIMIT.toSeconds() + 30, TimeUnit.SECONDS);
        }
    }

    /** @param kind becomes a part of the file name */
    Accepted uploadUntilAccepted(int seconds, String kind) throws IOException, InterruptedException {
        String filename = filename(kind);
        String owner = Stage.USERS.get(Math.floorMod(filename.hashCode(), Stage.USERS.size()));
        long deadline = System.nanoTime() + LOAD_LIMIT.toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            try {
                HttpResponse<byte[]> answer =
                        stage.client(random.nextInt(2)).upload(video(seconds), filename, session(owner));
                if (answer.statusCode() == 202) {
                    Accepted job = new Accepted(Client.jobId(answer), owner, seconds, filename);
                    accepted.put(job.id(), job);
                    return job;
                }
                last = Client.text(answer);
            } catch (IOException cut) {
                last = cut.toString();
            }
            refused.incrementAndGet();
            Thread.sleep(PAUSE_MS); // A client that tries again leaves the service some time.
        }
        throw new AssertionError("not accepted within " + LOAD_LIMIT + ": " + last);
    }

    Path video(int seconds) {
        return videos.resolve("talk-" + seconds + ".mp4");
    }

    static void makeVideos(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        for (int seconds = 1; seconds <= 3; seconds++) {
            Media.video(folder, seconds);
        }
        Media.make(
                folder.resolve("long.m4a"),
                List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100:duration=" + LONG_SECONDS),
                "-c:a",
                "aac",
                "-b:a",
                "32k");
    }

    /** Returns a file of sound whose conversion takes seconds. */
    Path longSound() {
        return videos.resolve("long.m4a");
    }

    /** Uploads a file that is not one of the usual videos. */
    Accepted upload(Path file, int seconds, String kind) throws IOException, InterruptedException {
        String owner = Stage.USERS.getFirst();
        String filename = filename(kind);
        HttpResponse<byte[]> answer = stage.client(0).upload(file, filename, session(owner));
        Accepted job = new Accepted(Client.jobId(answer), owner, seconds, filename);
        accepted.put(job.id(), job);
        return job;
    }

    String status(Accepted job) throws IOException, InterruptedException {
        return new String(
                stage.client(0).get("/status/" + job.id(), session(job.owner())).body(), UTF_8);
    }

    @Override
    public void close() {
        uploaders.shutdownNow();
    }
}
