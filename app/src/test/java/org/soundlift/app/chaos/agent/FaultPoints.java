package org.soundlift.app.chaos.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process does at its points, by the orders that a test leaves in a folder. File {@code POINT.armed} has three lines: the order,
 * the beginning of the name of the process that it is for, and a part of the text of the one arrival that it is for. With {@code hold}, the
 * first arrival renames the file to {@code POINT.reached}, writes the process into it, and waits until it is gone; with {@code end}
 * each arrival ends its process at once.
 */
public final class FaultPoints {
    private static final int LOOK_MS = 10;

    private static Path folder = Path.of("");
    private static String process = "";

    private FaultPoints() {}

    static void begin(Path orders, String name) {
        folder = orders;
        process = name;
    }

    /** Carries out the order for a point, if there is one for this arrival. */
    public static void reached(String point, @Nullable Object arrival) {
        Path armed = folder.resolve(point + ".armed");
        if (!Files.exists(armed)) {
            return;
        }
        try {
            List<String> order = Files.readAllLines(armed);
            if (!process.startsWith(order.get(1)) || !String.valueOf(arrival).contains(order.get(2))) {
                return;
            }
            if (order.get(0).equals("end")) {
                Runtime.getRuntime().halt(137);
            }
            hold(armed, folder.resolve(point + ".reached"));
        } catch (NoSuchFileException takenByAnother) {
            // There is one arrival that is held.
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void hold(Path armed, Path reached) throws IOException, InterruptedException {
        Path mine = folder.resolve(
                armed.getFileName() + "." + process + Thread.currentThread().threadId());
        Files.move(armed, mine);
        Files.writeString(mine, process);
        Files.move(mine, reached, StandardCopyOption.ATOMIC_MOVE);
        while (Files.exists(reached)) {
            Thread.sleep(LOOK_MS); // Until the test has done what it is here for.
        }
    }

    /** Returns the clock of this process: wrong by the milliseconds in file {@code clock-PROCESS}. */
    public static Clock clock() {
        return new WrongClock(Clock.systemUTC(), folder.resolve("clock-" + process));
    }

    private static final class WrongClock extends Clock {
        private final Clock right;
        private final Path offset;

        WrongClock(Clock right, Path offset) {
            this.right = right;
            this.offset = offset;
        }

        @Override
        public Instant instant() {
            try {
                return Files.exists(offset)
                        ? right.instant()
                                .plus(Duration.ofMillis(
                                        Long.parseLong(Files.readString(offset).strip())))
                        : right.instant();
            } catch (IOException justRemoved) {
                return right.instant();
            }
        }

        @Override
        public ZoneId getZone() {
            return right.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new WrongClock(right.withZone(zone), offset);
        }
    }
}
