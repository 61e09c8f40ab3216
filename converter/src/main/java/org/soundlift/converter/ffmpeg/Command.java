package org.soundlift.converter.ffmpeg;

import java.util.List;

/** The arguments of one run of FFmpeg, which reads one pipe and writes another. A user wrote none of them. */
public sealed interface Command permits Decoding, Encoding {
    /** All arguments behind the name of the program. */
    List<String> arguments();
}
