package org.soundlift.converter.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.media.AudioOptions;

/**
 * One run that decodes several files, each by itself: what comes out is what runs of their own would have written. The first
 * comes through the pipe, so that FFmpeg waits there until its limits are set.
 *
 * @param others the files behind the first, of one sound track each, which we have written; FFmpeg must not open what a
 *     stranger's file names
 * @param waves the WAVE files to write: one more than {@code others}
 * @param maxDuration where to stop, one step above what is allowed
 * @param largestFile bytes of a WAVE file beyond which all is stopped
 */
public record FileDecoding(
        List<Path> others,
        List<Path> waves,
        Optional<AudioOptions.Channels> channels,
        Duration maxDuration,
        long largestFile)
        implements Command {
    /** Each input is read by a thread of its own; with the usual eight packets they wake each other all the time. */
    private static final String WAITING_PACKETS = "512";

    /** Or each sound has some threads for each core, whose stacks alone would fill the address space on a large machine. */
    private static final String FEW_THREADS = "1";

    @Override
    public List<Path> readable() {
        return others;
    }

    @Override
    public List<Path> writable() {
        return waves;
    }

    @Override
    public List<String> arguments(Path ffmpeg) {
        List<String> arguments = new ArrayList<>(FfmpegCommand.program(ffmpeg));
        arguments.addAll(List.of("-y", "-filter_threads", FEW_THREADS));
        arguments.addAll(FfmpegCommand.TELLING_PROGRESS);
        arguments.addAll(input("pipe", "pipe:0"));
        others.forEach(file -> arguments.addAll(input("file", url(file))));
        for (int i = 0; i < waves.size(); i++) {
            arguments.addAll(FfmpegCommand.sound(i, channels, maxDuration));
            arguments.addAll(FfmpegCommand.samples(url(waves.get(i))));
        }
        return arguments;
    }

    private static List<String> input(String protocol, String url) {
        List<String> arguments = new ArrayList<>(List.of("-threads", FEW_THREADS));
        arguments.addAll(List.of("-thread_queue_size", WAITING_PACKETS));
        arguments.addAll(FfmpegCommand.input(protocol, "mov", url));
        return arguments;
    }

    private static String url(Path file) {
        return "file:" + file.toAbsolutePath();
    }
}
