package org.soundlift.converter.ffmpeg;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * FFmpeg's messages, line by line, at its level {@code verbose}: the last warnings and errors are kept for the log, and what it
 * says of the sound is counted.
 */
final class Messages {
    private static final int KEPT_CHARACTERS = 64 << 10;
    private static final Pattern QUIET = Pattern.compile("\\[(verbose|info|debug)]");
    /** One line for each time that the filters are set up: the first frame's format, and each other one. */
    private static final Pattern FORMAT = Pattern.compile("\\[verbose] tb:\\S+ samplefmt:");

    private static final Pattern DECODED = Pattern.compile("; (\\d+) frames decoded");

    private final StringBuilder kept = new StringBuilder();
    private int formats;
    private OptionalLong frames = OptionalLong.empty();

    void add(String line) {
        if (FORMAT.matcher(line).find()) {
            formats++;
        }
        Matcher decoded = DECODED.matcher(line);
        if (decoded.find()) {
            frames = OptionalLong.of(Long.parseLong(decoded.group(1)));
        }
        if (!QUIET.matcher(line).find()) {
            kept.append(line).append('\n');
            kept.delete(0, Math.max(0, kept.length() - KEPT_CHARACTERS));
        }
    }

    /** Returns the end of a process that has said all this. */
    FfmpegResult result(int exitStatus) {
        return new FfmpegResult(exitStatus, kept.toString(), frames, formats > 1);
    }

    @Override
    public String toString() {
        return kept.toString();
    }
}
