package org.soundlift.app.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.soundlift.app.chaos.agent.Point;

/** Ways to bring a fault about while jobs come in. */
final class Acts {
    private Acts() {}

    /** Something that is done to a Soundlift. */
    @FunctionalInterface
    interface Deed {
        void run(Scene scene) throws Exception;
    }

    /** Ends the first process that comes to a point, and starts it again. */
    static Cell.Act killAt(Point point, String process) {
        return scene -> {
            List<Future<?>> uploads;
            String held;
            try (Trap trap = scene.trap(point, process(scene, process))) {
                uploads = scene.loadBehind(Scene.JOBS);
                held = trap.awaitProcess();
                scene.stage.kill(held);
            }
            scene.stage.start(held);
            Scene.await(uploads);
        };
    }

    /** Has a fault begin while a process is at a point; the process goes on, and the fault ends later. */
    static Cell.Act faultAt(Point point, String process, Deed begin, Duration length, Deed end) {
        return scene -> {
            List<Future<?>> uploads;
            try (Trap trap = scene.trap(point, process(scene, process))) {
                uploads = scene.loadBehind(Scene.JOBS);
                trap.awaitProcess();
                begin.run(scene);
            }
            pause(length);
            end.run(scene);
            Scene.await(uploads);
        };
    }

    /** Has a fault begin before the jobs come. */
    static Cell.Act fault(Deed begin, Duration length, Deed end) {
        return scene -> {
            begin.run(scene);
            List<Future<?>> uploads = scene.loadBehind(Scene.JOBS);
            pause(length);
            end.run(scene);
            Scene.await(uploads);
        };
    }

    /** Returns the beginning of the names of the processes of a service. In one process it is that of all. */
    static String process(Scene scene, String services) {
        return scene.stage.way.isServices() ? services : "";
    }

    /** Lets a fault last. */
    static void pause(Duration length) throws InterruptedException {
        Thread.sleep(length); // The length of the fault is a part of the cell; nothing is awaited.
    }

    /** Makes the network between two of bad quality. */
    static Deed line(String link, FaultyRelay.Line line) {
        return scene -> scene.services().relay(link).become(line);
    }

    static Deed good(String link) {
        return line(link, FaultyRelay.Line.GOOD);
    }
}
