package org.soundlift.app.chaos;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import org.soundlift.app.chaos.agent.Point;

/** Faults 10, 11 and 15: what queues deliver, and what clocks show. */
final class MessageFaults {
    private static final List<Way> ALL = List.of(Way.ONE_PROCESS, Way.GRIDFS);
    private static final List<String> QUEUES = List.of("video", "mp3", "ledger");
    private static final int COPIES = 5;
    private static final Duration HOUR = Duration.ofHours(1);

    private MessageFaults() {}

    static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        cells.addAll(Cell.in(ALL, 10, "one message 5 times", "video", MessageFaults::copies));
        cells.addAll(Cell.in(ALL, 10, "a failure after the success", "ledger", MessageFaults::lateFailure));
        cells.addAll(Cell.in(ALL, 10, "unknown job", "every queue", MessageFaults::unknownJob));
        for (String queue : QUEUES) {
            cells.addAll(Cell.in(ALL, 10, "malformed JSON", queue, odd(queue, "{\"version\":1,")));
            cells.addAll(Cell.in(
                    ALL,
                    10,
                    "version 2",
                    queue,
                    odd(
                            queue,
                            failed(unknown(), Stage.USERS.getFirst(), "later.mp4")
                                    .replace("\"version\":1", "\"version\":2"))));
        }
        cells.addAll(Cell.in(ALL, 15, "unknown members", "video", MessageFaults::newerMessage));
        for (Duration wrong : List.of(HOUR, HOUR.negated())) {
            String what = "clock " + (wrong.isNegative() ? "-" : "+") + "1 h";
            cells.addAll(Cell.in(ALL, 11, what, "gateway", clock("gateway", wrong)));
            cells.addAll(Cell.in(List.of(Way.GRIDFS), 11, what, "converter", clock("converter", wrong)));
            cells.addAll(Cell.in(ALL, 11, what + " in a lease", "gateway", clockInLease(wrong)));
        }
        cells.addAll(Cell.in(
                List.of(Way.GRIDFS), 10, "one message for five converters", "video", MessageFaults::fiveConverters));
        return cells;
    }

    private static String requested(String job, String user, String filename) {
        return "{\"version\":1,\"job_id\":\"%s\",\"attempt\":1,\"video_fid\":\"%s\",\"mp3_fid\":\"%s\",\"username\":\"%s\",\"filename\":\"%s\",\"options\":{},\"requested_at\":\"%s\""
                .formatted(job, job, job, user, filename, Instant.now());
    }

    private static String failed(String job, String user, String filename) {
        return requested(job, user, filename)
                + ",\"started_at\":\"%s\",\"finished_at\":\"%s\",\"status\":\"failed\",\"error\":{\"code\":\"INTERNAL_ERROR\",\"detail\":\"late\"}}"
                        .formatted(Instant.now(), Instant.now());
    }

    private static String unknown() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static void copies(Scene scene) throws Exception {
        List<Future<?>> uploads = scene.loadBehind(Scene.JOBS - 1);
        Scene.Accepted job = scene.uploadUntilAccepted(2, "copied");
        for (int i = 0; i < COPIES; i++) {
            scene.stage.publish("video", requested(job.id(), job.owner(), job.filename()) + "}");
        }
        Scene.await(uploads);
    }

    /** All have it at the same time: none has a slot for another. */
    private static void fiveConverters(Scene scene) throws Exception {
        List<String> more = scene.services()
                .moreConverters(COPIES - scene.stage.converters().size());
        try {
            List<Future<?>> uploads = scene.loadBehind(Scene.JOBS - 1);
            Scene.Accepted job = scene.upload(scene.longSound(), Scene.LONG_SECONDS, "long");
            for (int i = 0; i < COPIES; i++) {
                scene.stage.publish("video", requested(job.id(), job.owner(), job.filename()) + "}");
            }
            Scene.await(uploads);
            await().atMost(scene.bound).until(() -> scene.status(job).contains("\"completed\""));
        } finally {
            for (String name : more) {
                scene.stage.terminate(name);
            }
        }
    }

    private static void lateFailure(Scene scene) throws Exception {
        scene.load(Scene.JOBS);
        for (Scene.Accepted job : scene.accepted.values()) {
            await().atMost(scene.bound).until(() -> scene.status(job).contains("\"completed\""));
            scene.stage.publish("ledger", failed(job.id(), job.owner(), "late.mp4"));
        }
    }

    private static void unknownJob(Scene scene) throws Exception {
        List<Future<?>> uploads = scene.loadBehind(Scene.JOBS);
        String user = Stage.USERS.getFirst();
        scene.stage.publish("video", requested(unknown(), user, "unknown.mp4") + "}");
        scene.stage.publish("ledger", failed(unknown(), user, "unknown.mp4"));
        scene.stage.publish("mp3", failed(unknown(), user, "unknown.mp4"));
        Scene.await(uploads);
    }

    private static Cell.Act odd(String queue, String body) {
        return scene -> {
            scene.dead.put(queue, 1L);
            List<Future<?>> uploads = scene.loadBehind(Scene.JOBS);
            scene.stage.publish(queue, body);
            Scene.await(uploads);
        };
    }

    /** As of a later version of this program: the copy comes before the job's own message has been worked on. */
    private static void newerMessage(Scene scene) throws Exception {
        List<Future<?>> uploads = scene.loadBehind(Scene.JOBS - 1);
        Scene.Accepted job = scene.uploadUntilAccepted(1, "newer");
        scene.stage.publish(
                "video",
                requested(job.id(), job.owner(), job.filename()) + ",\"colour\":\"blue\",\"more\":{\"a\":[1]}}");
        Scene.await(uploads);
    }

    private static Cell.Act clock(String service, Duration wrong) {
        return scene -> {
            String process = scene.stage.way.isServices() ? service + "-1" : "all";
            List<Future<?>> uploads = scene.loadBehind(Scene.JOBS);
            scene.stage.setClock(process, wrong);
            rightAfterAWhile(scene, process);
            Scene.await(uploads);
        };
    }

    private static void rightAfterAWhile(Scene scene, String process) throws Exception {
        Acts.pause(Duration.ofSeconds(8));
        scene.stage.setClock(process, Duration.ZERO);
    }

    private static Cell.Act clockInLease(Duration wrong) {
        return scene -> {
            List<Future<?>> uploads;
            String process;
            try (Trap trap = scene.trap(Point.NOT_PUBLISHED)) {
                uploads = scene.loadBehind(Scene.JOBS);
                process = trap.awaitProcess();
                scene.stage.setClock(process, wrong);
            }
            rightAfterAWhile(scene, process);
            Scene.await(uploads);
        };
    }
}
