package org.soundlift.converter.ffmpeg;

import java.time.Duration;
import java.util.List;

/** The arguments of one run of FFmpeg, which reads one pipe and writes another. A user wrote none of them. */
public sealed interface Command permits Decoding, Encoding {
    /** All arguments behind the name of the program. */
    List<String> arguments();

    /** The longest time without progress; a run that stands still longer is ended. */
    Duration longestStandstill();

    /** Whether the input may come slowly: waiting for it is no standstill then. */
    boolean mayWaitForInput();
}
