package org.soundlift.app.command.backup;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.soundlift.app.backup.Progress;
import org.soundlift.app.figures.Figures;

/** A line about long copying, now and then. */
final class PrintedProgress implements Progress {
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final Instant began = Instant.now();
    private Instant told = began;
    private int files;
    private int done;
    private long bytes;

    PrintedProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(int all) {
        files = all;
    }

    @Override
    public void copied(long more) {
        done++;
        bytes += more;
        Instant now = Instant.now();
        if (Duration.between(told, now).compareTo(PERIOD) >= 0) {
            told = now;
            out.printf(
                    "%s  %d of %d files, %s%n",
                    Figures.time(Duration.between(began, now)), done, files, Figures.size(bytes));
            out.flush();
        }
    }
}
