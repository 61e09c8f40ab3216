package org.soundlift.app.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.soundlift.app.chaos.agent.Point;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Pieces;

/** Fault 12: uploads that are cut, go on, or come twice. */
final class UploadFaults {
    private static final int PADDED_BYTES = 3_000_000;
    private static final int PIECE_BYTES = 700_000;

    private UploadFaults() {}

    static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        cells.addAll(Cell.everywhere(12, "client gone", "at any byte", UploadFaults::clientsLeave));
        cells.addAll(Cell.everywhere(12, "gateway killed", "between pieces (tus)", UploadFaults::gatewayKilled));
        cells.addAll(Cell.everywhere(12, "two PATCHes at once", "tus", UploadFaults::twoPatches));
        cells.addAll(Cell.everywhere(12, "Idempotency-Key replayed", "after kill -9", UploadFaults::replay));
        return cells;
    }

    private static void clientsLeave(Scene scene) throws Exception {
        List<Future<?>> uploads = scene.loadBehind(Scene.JOBS);
        byte[] video = Files.readAllBytes(scene.video(2));
        for (int i = 0; i < Scene.JOBS; i++) {
            int bytes = scene.random.nextInt(video.length);
            try (Socket socket = scene.stage.client(i).connect()) {
                String head =
                        "POST /convert?filename=gone.mp4 HTTP/1.1\r\nHost: localhost\r\nContent-Type: video/mp4\r\n"
                                + String.join(": ", scene.session(Stage.USERS.getFirst()))
                                + "\r\nContent-Length: " + video.length + "\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(US_ASCII));
                socket.getOutputStream().write(video, 0, bytes);
            }
        }
        Scene.await(uploads);
    }

    private static void gatewayKilled(Scene scene) throws Exception {
        List<Future<?>> uploads = scene.loadBehind(Scene.JOBS - 1);
        byte[] file = Pieces.padded(scene.video(2), PADDED_BYTES);
        String owner = Stage.USERS.getFirst();
        String[] session = scene.session(owner);
        String name = scene.stage.gateways().getFirst();
        String path = new Pieces(scene.stage.client(0), session).begin(scene.filename("pieces"), file.length);
        for (int at = 0; at < file.length; at = at(scene, path, session)) {
            if (at > 0 && at < 2 * PIECE_BYTES) {
                scene.stage.kill(name);
                scene.stage.start(name);
                at = at(scene, path, session);
            }
            int length = Math.min(PIECE_BYTES, file.length - at);
            requireTaken(new Pieces(scene.stage.client(at), session)
                    .send(path, BodyPublishers.ofByteArray(file, at, length), at));
            if (at + length == file.length) {
                break;
            }
        }
        String job = Pieces.job(path);
        scene.accepted.put(job, new Scene.Accepted(job, owner, 2, ""));
        Scene.await(uploads);
    }

    private static int at(Scene scene, String path, String[] session) throws IOException, InterruptedException {
        return (int) new Pieces(scene.stage.client(0), session).offset(path);
    }

    private static void requireTaken(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 204) {
            throw new AssertionError("a piece was answered with " + answer.statusCode() + " " + Client.text(answer));
        }
    }

    private static void twoPatches(Scene scene) throws Exception {
        List<Future<?>> uploads = scene.loadBehind(Scene.JOBS - 1);
        byte[] file = Pieces.padded(scene.video(1), PADDED_BYTES);
        String owner = Stage.USERS.getFirst();
        String[] session = scene.session(owner);
        String path = new Pieces(scene.stage.client(0), session).begin(scene.filename("twice"), file.length);
        List<FutureTask<HttpResponse<byte[]>>> patches = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Pieces pieces = new Pieces(scene.stage.client(i), session);
            FutureTask<HttpResponse<byte[]>> patch =
                    new FutureTask<>(() -> pieces.send(path, BodyPublishers.ofByteArray(file), 0));
            patches.add(patch);
            Thread.ofPlatform().start(patch);
        }
        Set<Integer> statuses = new TreeSet<>();
        for (FutureTask<HttpResponse<byte[]>> patch : patches) {
            statuses.add(patch.get().statusCode());
        }
        if (!statuses.contains(204) || !Set.of(204, 409, 423).containsAll(statuses)) {
            throw new AssertionError("two PATCHes were answered with " + statuses);
        }
        String job = Pieces.job(path);
        scene.accepted.put(job, new Scene.Accepted(job, owner, 1, ""));
        Scene.await(uploads);
    }

    private static void replay(Scene scene) throws Exception {
        String owner = Stage.USERS.getFirst();
        List<String> headers = new ArrayList<>(List.of(scene.session(owner)));
        headers.addAll(List.of("Idempotency-Key", scene.filename("key")));
        String[] all = headers.toArray(String[]::new);
        String filename = scene.filename("replayed");
        String held;
        try (Trap trap = scene.trap(Point.ROW_WRITTEN, Acts.process(scene, "gateway"))) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    scene.stage.client(0).upload(scene.video(1), filename, all);
                } catch (IOException | InterruptedException cut) {
                    // As the kill has it.
                }
            });
            held = trap.awaitProcess();
            scene.stage.kill(held);
        }
        scene.stage.start(held);
        Set<String> jobs = new TreeSet<>();
        for (int i = 0; i < 3; i++) {
            jobs.add(Client.jobId(scene.stage.client(i).upload(scene.video(1), filename, all)));
            Acts.pause(Duration.ofMillis(200));
        }
        if (jobs.size() != 1) {
            throw new AssertionError("one key, several jobs: " + jobs);
        }
        String job = jobs.iterator().next();
        scene.accepted.put(job, new Scene.Accepted(job, owner, 1, ""));
        scene.load(Scene.JOBS - 1);
    }
}
