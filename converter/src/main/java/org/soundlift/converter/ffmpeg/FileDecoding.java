package org.soundlift.converter.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.media.AudioOptions;

/**
 * One run that decodes several files, each by itself: what comes out is what runs of their own would have written.
 *
 * @param lifted files of one sound track each, which we have written; FFmpeg must not open what a stranger's file names
 * @param waves the WAVE files to write, one for each of them
 * @param maxDuration where to stop, one step above what is allowed
 * @param largestFile bytes of a WAVE file beyond which all is stopped
 */
public record FileDecoding(
        List<Path> lifted,
        List<Path> waves,
        Optional<AudioOptions.Channels> channels,
        Duration maxDuration,
        long largestFile)
        implements Command {
    /** Each input is read by a thread of its own; with the usual eight packets they wake each other all the time. */
    private static final String WAITING_PACKETS = "512";

    @Override
    public List<Path> readable() {
        return lifted;
    }

    @Override
    public List<Path> writable() {
        return waves;
    }

    @Override
    public List<String> arguments(Path ffmpeg) {
        List<String> arguments = new ArrayList<>(FfmpegCommand.program(ffmpeg));
        arguments.add("-y");
        for (Path file : lifted) {
            arguments.addAll(List.of("-thread_queue_size", WAITING_PACKETS));
            arguments.addAll(FfmpegCommand.input("file", "mov", url(file)));
        }
        for (int i = 0; i < waves.size(); i++) {
            arguments.addAll(FfmpegCommand.sound(i, channels, maxDuration));
            arguments.addAll(FfmpegCommand.samples(url(waves.get(i))));
        }
        return arguments;
    }

    private static String url(Path file) {
        return "file:" + file.toAbsolutePath();
    }
}
