package org.soundlift.converter.ffmpeg;

import java.time.Duration;
import java.util.List;

/** The arguments of one run of FFmpeg, which reads one pipe and writes another. A user wrote none of them. */
public interface Command {
    /** All arguments behind the name of the program. */
    List<String> arguments();

    /** FFmpeg's {@code -loglevel}: as much as is needed of the run. */
    String logLevel();

    /** The longest time without progress; a run that stands still longer is ended. */
    default Duration longestStandstill() {
        return Duration.ofSeconds(60);
    }

    /**
     * Returns whether the input may come slowly; waiting for it then counts as no standstill. A store that does not answer has
     * failed.
     */
    default boolean mayWaitForInput() {
        return false;
    }
}
