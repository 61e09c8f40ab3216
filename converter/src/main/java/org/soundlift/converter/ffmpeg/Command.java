package org.soundlift.converter.ffmpeg;

import java.nio.file.Path;
import java.util.List;

/** What a run of FFmpeg is to do, and the files that it needs for it. */
public sealed interface Command permits FfmpegCommand, FileDecoding {
    List<String> arguments(Path ffmpeg);

    /** Files that it may read. */
    List<Path> readable();

    /** Files that it may write. */
    List<Path> writable();

    /** Bytes beyond which it is stopped. */
    long largestFile();
}
