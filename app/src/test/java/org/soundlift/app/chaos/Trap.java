package org.soundlift.app.chaos;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.soundlift.app.chaos.agent.Point;

/**
 * An order that holds the first process which arrives at a point, or ends each that does.
 *
 * @param folder the folder of orders
 */
record Trap(Path folder, Point point) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /**
     * Holds the first arrival.
     *
     * @param process the beginning of the name of the process that it is for
     * @param arrival a part of the text of the arrival that it is for
     */
    static Trap hold(Path folder, Point point, String process, String arrival) throws IOException {
        return new Trap(folder, point).order("hold", process, arrival);
    }

    /** Ends the process of each arrival. */
    static Trap end(Path folder, Point point, String process, String arrival) throws IOException {
        return new Trap(folder, point).order("end", process, arrival);
    }

    private Trap order(String order, String process, String arrival) throws IOException {
        Path draft = folder.resolve(point + ".draft");
        Files.writeString(draft, order + "\n" + process + "\n" + arrival + "\n");
        Files.move(draft, armed());
        return this;
    }

    private Path armed() {
        return folder.resolve(point + ".armed");
    }

    private Path reached() {
        return folder.resolve(point + ".reached");
    }

    /** Waits until a process is held, and returns its name. */
    String awaitProcess() throws IOException {
        await("a process at " + point).atMost(PATIENCE).until(() -> Files.exists(reached()));
        return Files.readString(reached());
    }

    /** Lets the process go on. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(armed());
        Files.deleteIfExists(reached());
    }
}
