package org.soundlift.app.command.convert;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.soundlift.app.figures.Figures;
import org.soundlift.converter.files.FileConversions;
import org.soundlift.core.job.Failure;
import org.soundlift.core.media.ResultSummary;

/** A line for each video when it has ended; below them, on a terminal, how far the rest is. Threads may share it. */
final class Lines implements FileConversions.Listener {
    private static final int CELLS = 24;
    private static final int LISTED = 5;
    private static final int LEAST_TELLING_MILLIS = 1_500;

    private final PrintWriter out;
    private final boolean terminal;
    private final boolean quiet;
    private final Map<Path, Running> videos = new LinkedHashMap<>();
    private final long begin = System.nanoTime();
    private long allBytes;
    private long endedBytes;
    private Duration endedSound = Duration.ZERO;
    private int converted;
    private int skipped;
    private int ended;

    /** One of the videos, from the beginning of the command to its own end. */
    private record Running(long bytes, long begin, double fraction, Optional<Duration> length) {
        private double seconds() {
            return length.map(l -> fraction * l.toMillis() / 1e3).orElse(0.0);
        }
    }

    /**
     * Nothing is written yet.
     *
     * @param out what people read
     * @param terminal true if lines can be overwritten
     * @param quiet true if only failures are written
     */
    Lines(PrintWriter out, boolean terminal, boolean quiet) {
        this.out = out;
        this.terminal = terminal && !quiet;
        this.quiet = quiet;
    }

    /** Tells of a video that will be converted. */
    synchronized void expect(Path video) {
        long bytes = Math.max(1, sizeOf(video));
        allBytes += bytes;
        videos.put(video, new Running(bytes, System.nanoTime(), 0, Optional.empty()));
    }

    private static long sizeOf(Path video) {
        return video.toFile().length(); // 0 for what is not there.
    }

    @Override
    public synchronized void started(Path video) {
        change(video, new Running(Math.max(1, sizeOf(video)), System.nanoTime(), 0, Optional.empty()));
    }

    @Override
    public synchronized void update(Path video, double fraction, Optional<Duration> length) {
        Running running = running(video);
        change(video, new Running(running.bytes(), running.begin(), fraction, length));
    }

    private Running running(Path video) {
        return Optional.ofNullable(videos.get(video)).orElseThrow();
    }

    private void change(Path video, Running running) {
        videos.put(video, running);
        draw();
    }

    private void draw() {
        if (!terminal || videos.isEmpty()) {
            return;
        }
        double bytes = endedBytes;
        double seconds = endedSound.toMillis() / 1e3;
        for (Running running : videos.values()) {
            bytes += running.fraction() * running.bytes();
            seconds += running.seconds();
        }
        double fraction = Math.min(1, bytes / allBytes); // Several tracks of a video are more.
        int full = (int) Math.round(fraction * CELLS);
        out.print("\r\u001b[K" + label() + " [" + "#".repeat(full) + ".".repeat(CELLS - full) + "] "
                + Math.round(fraction * 100) + " %" + speed(fraction, seconds));
        out.flush();
    }

    private String label() {
        int all = ended + videos.size();
        return all == 1 ? name(videos.keySet().iterator().next()) : (ended + 1) + " of " + all;
    }

    private String speed(double fraction, double seconds) {
        long taken = (System.nanoTime() - begin) / 1_000_000;
        if (taken < LEAST_TELLING_MILLIS || fraction <= 0 || seconds <= 0) {
            return "";
        }
        Duration left = Duration.ofMillis(Math.round(taken * (1 - fraction) / fraction));
        return "  " + Figures.speed(Duration.ofMillis(Math.round(seconds * 1e3)), Duration.ofMillis(taken)) + "  "
                + Figures.time(left) + " left";
    }

    @Override
    public synchronized void done(Path video, Path result, ResultSummary summary) {
        Duration taken = Duration.ofNanos(System.nanoTime() - running(video).begin());
        endedSound = endedSound.plus(summary.duration());
        converted++;
        String notes = summary.warnings().stream()
                .map(warning -> System.lineSeparator() + "  note: " + warning.detail())
                .collect(Collectors.joining());
        String facts = String.join(
                ", ",
                Figures.time(summary.duration()),
                Figures.size(summary.bytes()),
                Math.round(summary.bitrate() / 1e3) + " kbit/s",
                Figures.speed(summary.duration(), taken));
        end(
                video,
                name(video) + " -> " + (Pipe.isStandard(result) ? "standard output" : result) + " (" + facts + ")"
                        + notes,
                quiet && notes.isEmpty());
    }

    /** Tells something of a video that has not ended. */
    void note(Path video, String sentence) {
        say(name(video) + ": " + sentence);
    }

    synchronized void say(String sentence) {
        if (!quiet) {
            out.print(terminal ? "\r\u001b[K" : "");
            out.println(sentence);
            draw();
        }
    }

    @Override
    public synchronized void skipped(Path video, Path result) {
        skipped++;
        end(video, name(video) + ": skipped, " + result + " exists", quiet);
    }

    @Override
    public synchronized void failed(Path video, Optional<Failure> failure, String reason) {
        end(video, name(video) + ": " + reason, false);
    }

    private void end(Path video, String text, boolean unwritten) {
        endedBytes +=
                Optional.ofNullable(videos.remove(video)).map(Running::bytes).orElse(0L);
        ended++;
        if (!unwritten) {
            out.println((terminal ? "\r\u001b[K" : "") + text);
        }
        draw();
        out.flush();
    }

    private static String name(Path video) {
        return Pipe.isStandard(video) ? "standard input" : String.valueOf(video.getFileName());
    }

    /** Sums up, where there was more than one video. */
    synchronized void sumUp(int failed) {
        if (ended < 2) {
            return;
        }
        if (failed > 0) {
            out.println(failed + " of " + ended + " videos were not converted.");
        } else if (!quiet) {
            Duration taken = Duration.ofNanos(System.nanoTime() - begin);
            out.println(converted + (converted == 1 ? " video" : " videos") + " converted"
                    + (skipped > 0 ? ", " + skipped + " skipped" : "")
                    + (converted > 0
                            ? ": " + Figures.time(endedSound) + " of sound in " + Figures.time(taken) + ", "
                                    + Figures.speed(endedSound, taken)
                            : "")
                    + ".");
        }
        out.flush();
    }

    /** Says what is not converted after an interruption. Does nothing where all have ended. */
    synchronized void interrupted() {
        if (videos.isEmpty()) {
            return;
        }
        List<String> left = videos.keySet().stream().map(Lines::name).toList();
        String more = left.size() > LISTED ? " and " + (left.size() - LISTED) + " more" : "";
        out.println((terminal ? "\r\u001b[K" : "") + "Interrupted. "
                + (converted > 0 ? converted + " converted. " : "") + "Not converted: "
                + String.join(", ", left.subList(0, Math.min(LISTED, left.size()))) + more + ".");
        out.flush();
    }
}
