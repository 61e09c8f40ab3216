package org.soundlift.app.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.soundlift.app.chaos.Acts.faultAt;
import static org.soundlift.app.chaos.Acts.killAt;
import static org.soundlift.app.chaos.Acts.pause;
import static org.soundlift.app.chaos.Acts.process;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.soundlift.app.chaos.agent.Point;
import org.soundlift.app.support.Client;

/** Faults 1, 2, 3, 13, 14 and 16: processes that are killed, stopped and restarted. */
final class ProcessFaults {
    private static final List<Way> SERVICES = List.of(Way.GRIDFS, Way.S3);
    private static final Duration CLAIM_IS_LOST = Duration.ofSeconds(75);

    private ProcessFaults() {}

    static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        String kill = "kill -9 gateway";
        cells.addAll(Cell.everywhere(1, kill, "in the middle of a body", ProcessFaults::killInBody));
        cells.addAll(Cell.everywhere(1, kill, "media before row", killAt(Point.ROW_NOT_WRITTEN, "gateway")));
        cells.addAll(Cell.everywhere(1, kill, "after commit before the answer", killAt(Point.ROW_WRITTEN, "gateway")));
        cells.addAll(
                Cell.everywhere(1, kill, "after the answer before publish", killAt(Point.NOT_PUBLISHED, "gateway")));
        cells.addAll(Cell.in(SERVICES, 1, kill, "between publish and confirm", killAt(Point.NOT_CONFIRMED, "gateway")));
        cells.addAll(
                Cell.everywhere(1, kill, "between confirm and removal", killAt(Point.ORDER_NOT_REMOVED, "gateway")));
        kill = "kill -9 converter";
        cells.addAll(Cell.everywhere(2, kill, "after delivery", killAt(Point.DELIVERED, "converter")));
        cells.addAll(Cell.everywhere(2, kill, "FFmpeg running", killAt(Point.FFMPEG_STARTED, "converter")));
        cells.addAll(Cell.everywhere(
                2, kill, "MP3 stored before the announcement", killAt(Point.NOT_ANNOUNCED, "converter")));
        cells.addAll(Cell.everywhere(2, kill, "announced before the ack", killAt(Point.NOT_ACKNOWLEDGED, "converter")));
        cells.addAll(Cell.in(SERVICES, 2, kill, "after the ack", killAt(Point.ACKNOWLEDGED, "converter")));
        cells.addAll(
                Cell.in(List.of(Way.ONE_PROCESS), 2, kill, "after the ack", killAt(Point.ACKNOWLEDGED_IN_SQL, "")));
        for (String signal : List.of("KILL", "STOP")) {
            cells.addAll(Cell.everywhere(3, signal + " FFmpeg", "decoding", signalFfmpeg(signal, false)));
            cells.addAll(Cell.everywhere(3, signal + " FFmpeg", "encoding", signalFfmpeg(signal, true)));
        }
        cells.addAll(Cell.everywhere(13, "SIGTERM of each in turn", "under load", ProcessFaults::rollingRestart));
        cells.addAll(Cell.everywhere(14, "a file ends the converter", "each time", ProcessFaults::poison));
        cells.addAll(Cell.in(
                SERVICES,
                16,
                "STOP converter",
                "longer than its claim",
                faultAt(
                        Point.NOT_ANNOUNCED,
                        "converter-1",
                        scene -> Stage.signal(
                                "STOP", scene.stage.process("converter-1").handle()),
                        CLAIM_IS_LOST,
                        scene -> Stage.signal(
                                "CONT", scene.stage.process("converter-1").handle()))));
        cells.addAll(Cell.in(
                List.of(Way.ONE_PROCESS),
                16,
                "STOP all",
                "longer than its claim",
                faultAt(
                        Point.NOT_ANNOUNCED,
                        "",
                        scene -> Stage.signal("STOP", scene.stage.process("all").handle()),
                        Duration.ofSeconds(25),
                        scene -> Stage.signal("CONT", scene.stage.process("all").handle()))));
        return cells;
    }

    private static void killInBody(Scene scene) throws Exception {
        List<Future<?>> uploads = scene.loadBehind(Scene.JOBS);
        String name = scene.stage.gateways().getFirst();
        byte[] video = Files.readAllBytes(scene.video(1));
        try (Socket socket = new Client(scene.stage.url(name)).connect()) {
            String head = "POST /convert?filename=cut.mp4 HTTP/1.1\r\nHost: localhost\r\nContent-Type: video/mp4\r\n"
                    + String.join(": ", scene.session(Stage.USERS.getFirst()))
                    + "\r\nContent-Length: " + 2L * video.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            socket.getOutputStream().write(video);
            socket.getOutputStream().flush();
            pause(Duration.ofMillis(300)); // So that some of it is in the store.
            scene.stage.kill(name);
        }
        scene.stage.start(name);
        Scene.await(uploads);
    }

    private static Cell.Act signalFfmpeg(String signal, boolean encoding) {
        return scene -> {
            scene.bound = Duration.ofMinutes(4);
            scene.upload(scene.longSound(), Scene.LONG_SECONDS, "long");
            List<Future<?>> uploads = scene.loadBehind(Scene.JOBS - 1);
            await().atMost(Duration.ofMinutes(2))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> ffmpeg(scene, encoding).anyMatch(process -> isSignaled(signal, process)));
            Scene.await(uploads);
        };
    }

    private static Stream<ProcessHandle> ffmpeg(Scene scene, boolean encoding) {
        return scene.stage.converters().stream()
                .flatMap(name -> scene.stage.process(name).handle().descendants())
                .filter(process ->
                        commandLine(process).matches(encoding ? ".*libmp3lame.*" : ".* -f mov .*pcm_f32le.*"));
    }

    /** It may have ended meanwhile. */
    private static boolean isSignaled(String signal, ProcessHandle process) {
        try {
            Stage.signal(signal, process);
            return true;
        } catch (java.io.IOException | InterruptedException | AssertionError gone) {
            return false;
        }
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .replace('\0', ' ');
        } catch (java.io.IOException gone) {
            return "";
        }
    }

    private static void rollingRestart(Scene scene) throws Exception {
        List<Future<?>> uploads = scene.loadBehind(3 * Scene.JOBS);
        List<String> names = Stream.of(
                        scene.stage.gateways(),
                        scene.stage.converters(),
                        List.of(scene.stage.notification(), scene.stage.auth()))
                .flatMap(List::stream)
                .distinct()
                .toList();
        for (String name : names) {
            scene.stage.terminate(name);
            scene.stage.start(name);
        }
        Scene.await(uploads);
    }

    private static void poison(Scene scene) throws Exception {
        scene.bound = Duration.ofMinutes(4);
        scene.mustFail.put("poison", "INTERNAL_ERROR");
        scene.dead.put("video", 1L);
        try (Trap _ = Trap.end(scene.stage.orders, Point.BEGUN, process(scene, "converter"), "poison")) {
            List<Future<?>> uploads = scene.loadBehind(Scene.JOBS - 1);
            Scene.await(uploads);
            Scene.Accepted job = scene.uploadUntilAccepted(1, "poison");
            await().atMost(Duration.ofMinutes(5))
                    .ignoreExceptionsMatching(_ -> true)
                    .until(() -> {
                        scene.stage.startAll(); // As a supervisor does.
                        return scene.status(job).contains("\"failed\"");
                    });
        }
    }
}
