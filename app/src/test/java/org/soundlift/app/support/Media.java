package org.soundlift.app.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Videos made with FFmpeg, and what FFmpeg hears in the results. */
public final class Media {
    private static final Pattern LOUDNESS = Pattern.compile("I:\\s+(-?[\\d.]+) LUFS");
    private static final Pattern PEAK = Pattern.compile("Peak:\\s+(-?[\\d.]+) dBFS");

    private Media() {}

    /** An H.264 video with an AAC tone at 44.1 kHz. */
    public static Path video(Path folder, int seconds) throws IOException, InterruptedException {
        return make(folder.resolve("talk-" + seconds + ".mp4"), inputs(seconds, true), "-c:a", "aac", "-b:a", "64k");
    }

    /** A video without sound. */
    public static Path silentMovie(Path folder) throws IOException, InterruptedException {
        return make(
                folder.resolve("silent.mp4"), List.of("-f", "lavfi", "-i", "testsrc=size=160x120:rate=10:duration=2"));
    }

    /** Sound alone, long enough to be caught while it is converted; made by copying one minute over and over. */
    public static Path longAudio(Path folder, int minutes) throws IOException, InterruptedException {
        Path minute = make(folder.resolve("minute.m4a"), inputs(60, false), "-c:a", "aac", "-b:a", "32k");
        Path all = folder.resolve("long-" + minutes + ".m4a");
        run(
                "ffmpeg",
                "-nostdin",
                "-v",
                "error",
                "-y",
                "-stream_loop",
                "" + (minutes - 1),
                "-i",
                minute.toString(),
                "-c",
                "copy",
                all.toString());
        return all;
    }

    private static List<String> inputs(int seconds, boolean picture) {
        List<String> inputs = new ArrayList<>();
        if (picture) {
            inputs.addAll(List.of("-f", "lavfi", "-i", "testsrc=size=160x120:rate=10:duration=" + seconds));
        }
        inputs.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100:duration=" + seconds));
        return inputs;
    }

    /** Encodes inputs of FFmpeg's own test sources. */
    public static Path make(Path target, List<String> inputs, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
        command.addAll(inputs);
        command.addAll(List.of("-pix_fmt", "yuv420p", "-preset", "ultrafast"));
        command.addAll(List.of(options));
        command.add(target.toString());
        run(command.toArray(String[]::new));
        return target;
    }

    /** Returns the samples of one channel that a gapless player would play. */
    public static long samples(Path mp3) throws IOException, InterruptedException {
        Path pcm = Files.createTempFile("samples", ".pcm");
        try {
            run(
                    "ffmpeg",
                    "-nostdin",
                    "-v",
                    "error",
                    "-y",
                    "-i",
                    mp3.toString(),
                    "-ac",
                    "1",
                    "-f",
                    "s16le",
                    pcm.toString());
            return Files.size(pcm) / 2;
        } finally {
            Files.delete(pcm);
        }
    }

    /** Returns the integrated loudness that FFmpeg's meter reads, LUFS. */
    public static double loudness(Path sound) throws IOException, InterruptedException {
        return meter(sound, LOUDNESS);
    }

    /** Returns the true peak that FFmpeg's meter reads, dBTP. */
    public static double peak(Path sound) throws IOException, InterruptedException {
        return meter(sound, PEAK);
    }

    private static double meter(Path sound, Pattern what) throws IOException, InterruptedException {
        String said = ffmpegSays(List.of("-i", sound.toString(), "-af", "ebur128=peak=true", "-f", "null", "-"));
        double last = Double.NaN;
        for (Matcher matcher = what.matcher(said); matcher.find(); ) {
            last = Double.parseDouble(matcher.group(1));
        }
        return last;
    }

    /** Returns what FFmpeg decodes, interleaved. */
    public static FloatBuffer floats(Path sound, int channels) throws IOException, InterruptedException {
        Path pcm = Files.createTempFile("samples", ".pcm");
        try {
            ffmpeg("-i", sound.toString(), "-ac", "" + channels, "-c:a", "pcm_f32le", "-f", "f32le", pcm.toString());
            return ByteBuffer.wrap(Files.readAllBytes(pcm))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
        } finally {
            Files.delete(pcm);
        }
    }

    /** Returns what ffprobe says of a file. */
    public static String probe(Path file, String... what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "error"));
        command.addAll(List.of(what));
        command.add(file.toString());
        return run(command.toArray(String[]::new));
    }

    /** Runs FFmpeg, which fails or says nothing. */
    public static String ffmpeg(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static String ffmpegSays(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-hide_banner"));
        command.addAll(arguments);
        return run(command.toArray(String[]::new));
    }

    /** Returns the output of a program; fails where it fails or complains. */
    public static String run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new AssertionError(command[0] + " is missing: apt-get install " + command[0], e);
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + "\n" + said);
        }
        return said;
    }
}
