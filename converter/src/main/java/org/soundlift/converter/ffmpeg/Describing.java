package org.soundlift.converter.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import org.soundlift.core.media.MediaFormat;

/**
 * Describes its input, and writes nothing: FFmpeg ends with a complaint of that.
 *
 * @param format of the input
 */
public record Describing(MediaFormat format) implements Command {
    @Override
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(Decoding.confinedInput());
        arguments.addAll(List.of("-f", Decoding.demuxer(format), "-i", "pipe:0"));
        return arguments;
    }

    /** Without the level of each line, which is no part of a description. */
    @Override
    public String logLevel() {
        return "repeat+info";
    }
}
