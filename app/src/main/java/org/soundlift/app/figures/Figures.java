package org.soundlift.app.figures;

import java.time.Duration;
import java.util.Locale;

/** Figures as people write them. */
public final class Figures {
    private Figures() {}

    /** Returns a size such as 50.4 MB. */
    public static String size(long bytes) {
        if (bytes < 1_000_000) {
            return Math.max(1, Math.round(bytes / 1e3)) + " kB";
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }

    /** Returns a time such as 1:02:03, or 2:03 below an hour. */
    public static String time(Duration time) {
        long seconds = Math.round(time.toMillis() / 1e3);
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** Returns the speed of a conversion, such as 64 × real time. */
    public static String speed(Duration sound, Duration taken) {
        double times = sound.toMillis() / (double) Math.max(1, taken.toMillis());
        return String.format(Locale.ROOT, times < 10 ? "%.1f × real time" : "%.0f × real time", times);
    }
}
