package org.soundlift.app;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One line for one video: a bar that grows on a terminal, and only the end of it elsewhere. */
final class ProgressBar {
    private static final int CELLS = 30;

    private final PrintWriter out;
    private final String name;
    private final boolean terminal;

    private ProgressBar(PrintWriter out, String name, boolean terminal) {
        this.out = out;
        this.name = name;
        this.terminal = terminal;
    }

    static ProgressBar on(PrintWriter out, @Nullable String name) {
        return new ProgressBar(out, String.valueOf(name), isTerminal());
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** @param fraction 0 to 1 */
    void update(double fraction) {
        if (terminal) {
            int full = (int) Math.round(fraction * CELLS);
            out.printf(
                    "\r%s [%s%s] %3d %%", name, "#".repeat(full), ".".repeat(CELLS - full), Math.round(fraction * 100));
            out.flush();
        }
    }

    void done(String result) {
        line(name + " -> " + result);
    }

    void failed(String reason) {
        line(name + ": " + reason);
    }

    private void line(String text) {
        out.println((terminal ? "\r\u001b[K" : "") + text);
        out.flush();
    }
}
