package org.soundlift.app.command;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.soundlift.converter.convert.FileConversions;
import org.soundlift.core.media.Warning;

/** A line for each video when it has ended; below them, on a terminal, a bar that grows. Threads may share it. */
public final class ProgressBar implements FileConversions.Listener {
    private static final int CELLS = 30;

    private final PrintWriter out;
    private final int videos;
    private final boolean terminal;
    private final Map<Path, Double> running = new HashMap<>();
    private int ended;

    private ProgressBar(PrintWriter out, int videos, boolean terminal) {
        this.out = out;
        this.videos = videos;
        this.terminal = terminal;
    }

    /** @param videos how many there will be */
    public static ProgressBar on(PrintWriter out, int videos) {
        return new ProgressBar(out, videos, isTerminal());
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    @Override
    public synchronized void update(Path video, double fraction) {
        running.put(video, fraction);
        draw(videos == 1 ? name(video) : ended + " of " + videos);
    }

    private static String name(Path video) {
        return String.valueOf(video.getFileName());
    }

    private void draw(String label) {
        if (terminal) {
            double sum = running.values().stream().mapToDouble(f -> f).sum();
            double fraction = (ended + sum) / videos;
            int full = (int) Math.round(fraction * CELLS);
            out.printf(
                    "\r%s [%s%s] %3d %%",
                    label, "#".repeat(full), ".".repeat(CELLS - full), Math.round(fraction * 100));
            out.flush();
        }
    }

    @Override
    public void done(Path video, Path mp3, List<Warning> warnings) {
        String details = warnings.stream()
                .map(warning -> System.lineSeparator() + "  note: " + warning.detail())
                .collect(Collectors.joining());
        end(video, name(video) + " -> " + mp3 + details);
    }

    @Override
    public void failed(Path video, String reason) {
        end(video, name(video) + ": " + reason);
    }

    private synchronized void end(Path video, String text) {
        running.remove(video);
        ended++;
        out.println((terminal ? "\r\u001b[K" : "") + text);
        if (ended < videos) {
            draw(ended + " of " + videos);
        }
        out.flush();
    }
}
