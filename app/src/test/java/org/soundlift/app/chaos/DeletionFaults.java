package org.soundlift.app.chaos;

import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.soundlift.app.chaos.agent.Point;

/** Fault 17: what owners delete and cancel, and media that are gone, while something else uses them. */
final class DeletionFaults {
    private static final List<Way> ALL = List.of(Way.ONE_PROCESS, Way.GRIDFS);

    private DeletionFaults() {}

    static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        cells.addAll(Cell.in(ALL, 17, "job deleted", "while it is converted", deleteAt(Point.FFMPEG_STARTED)));
        cells.addAll(Cell.in(ALL, 17, "job deleted", "MP3 stored", deleteAt(Point.NOT_ANNOUNCED)));
        cells.addAll(Cell.in(ALL, 17, "job deleted", "after it has ended", DeletionFaults::deleteEnded));
        cells.addAll(Cell.in(ALL, 17, "job deleted", "while it is downloaded", DeletionFaults::deleteDownloaded));
        cells.addAll(Cell.in(ALL, 17, "job deleted", "tried again", DeletionFaults::deleteTriedAgain));
        cells.addAll(Cell.in(ALL, 17, "job canceled", "while it is converted", DeletionFaults::cancel));
        cells.addAll(Cell.in(ALL, 17, "video gone from the store", "before it is read", DeletionFaults::loseVideo));
        return cells;
    }

    private static Cell.Act deleteAt(Point point) {
        return scene -> {
            List<Future<?>> uploads;
            Scene.Accepted job;
            try (Trap trap = Trap.hold(scene.stage.orders, point, Acts.process(scene, "converter"), "")) {
                job = scene.uploadUntilAccepted(3, "deleted");
                trap.awaitProcess();
                delete(scene, job);
                uploads = scene.loadBehind(Scene.JOBS - 1);
            }
            Scene.await(uploads);
        };
    }

    private static void deleteEnded(Scene scene) throws Exception {
        scene.load(Scene.JOBS);
        for (Scene.Accepted job : scene.accepted.values()) {
            await().atMost(scene.bound).until(() -> scene.status(job).contains("\"completed\""));
            delete(scene, job);
        }
    }

    private static void delete(Scene scene, Scene.Accepted job) throws Exception {
        scene.deleted.add(job.id());
        int status = scene.stage
                .client(0)
                .send("DELETE", "/jobs/" + job.id(), BodyPublishers.noBody(), scene.session(job.owner()))
                .statusCode();
        if (status != 204) {
            throw new AssertionError("DELETE /jobs/" + job.id() + " was answered with " + status);
        }
    }

    private static void cancel(Scene scene) throws Exception {
        scene.mustFail.put("canceled", "CANCELED");
        List<Future<?>> uploads;
        try (Trap trap = scene.trap(Point.FFMPEG_STARTED, Acts.process(scene, "converter"))) {
            Scene.Accepted job = scene.uploadUntilAccepted(3, "canceled");
            trap.awaitProcess();
            post(scene, job, "cancel");
            uploads = scene.loadBehind(Scene.JOBS - 1);
        }
        Scene.await(uploads);
    }

    /** Half of a result has been read when its job is deleted; the rest comes, or the connection ends. */
    private static void deleteDownloaded(Scene scene) throws Exception {
        List<Future<?>> uploads = scene.loadBehind(Scene.JOBS - 1);
        Scene.Accepted job = scene.upload(scene.longSound(), Scene.LONG_SECONDS, "long");
        Scene.await(uploads);
        await().atMost(scene.bound).until(() -> scene.status(job).contains("\"completed\""));
        try (Socket socket = scene.stage.client(1).connect()) {
            String request = "GET /download/" + job.id() + ".mp3 HTTP/1.1\r\nHost: localhost\r\n"
                    + String.join(": ", scene.session(job.owner())) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            String first = new String(answer.readNBytes(100_000), StandardCharsets.ISO_8859_1);
            if (!first.startsWith("HTTP/1.1 200")) {
                throw new AssertionError("no download: " + first.lines().findFirst());
            }
            delete(scene, job);
            answer.readAllBytes();
        } catch (java.net.SocketException ended) {
            // The store has no more of it.
        }
    }

    private static void deleteTriedAgain(Scene scene) throws Exception {
        List<Future<?>> uploads;
        Scene.Accepted job;
        try (Trap trap = scene.trap(Point.FFMPEG_STARTED, Acts.process(scene, "converter"))) {
            job = scene.uploadUntilAccepted(3, "deleted");
            trap.awaitProcess();
            post(scene, job, "cancel");
            post(scene, job, "retry");
            delete(scene, job);
            uploads = scene.loadBehind(Scene.JOBS - 1);
        }
        Scene.await(uploads);
    }

    private static void post(Scene scene, Scene.Accepted job, String action) throws Exception {
        int status = scene.stage
                .client(1)
                .send("POST", "/jobs/" + job.id() + "/" + action, BodyPublishers.noBody(), scene.session(job.owner()))
                .statusCode();
        if (status >= 300) {
            throw new AssertionError(action + " of " + job.id() + " was answered with " + status);
        }
    }

    private static void loseVideo(Scene scene) throws Exception {
        scene.mustFail.put("lost", "INTERNAL_ERROR");
        List<Future<?>> uploads;
        try (Trap trap = Trap.hold(scene.stage.orders, Point.DELIVERED, Acts.process(scene, "converter"), "")) {
            Scene.Accepted job = scene.uploadUntilAccepted(3, "lost");
            trap.awaitProcess();
            scene.lost.add(job.id());
            scene.stage.loseVideo(job.id());
            uploads = scene.loadBehind(Scene.JOBS - 1);
        }
        Scene.await(uploads);
    }
}
