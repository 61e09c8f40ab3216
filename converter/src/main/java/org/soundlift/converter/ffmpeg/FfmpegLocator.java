package org.soundlift.converter.ffmpeg;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the FFmpeg to use: the configured one, or else the first on the search path that can write MP3, or else
 * the one inside our own jar. The system's own comes before ours because it is about twice as fast.
 *
 * @param configured what the operator has chosen, if anything
 * @param searchPath folders as in {@code PATH}
 * @param cache where the program inside the jar is unpacked to
 */
public record FfmpegLocator(Optional<Path> configured, String searchPath, Path cache) {
    private static final int MAX_ANSWER_BYTES = 1 << 16;
    private static final Pattern VERSION = Pattern.compile("^ffmpeg version (\\S+)");
    private static final String FIX =
            "install FFmpeg with libmp3lame (Debian: apt-get install ffmpeg; macOS: brew install ffmpeg)"
                    + " or set SOUNDLIFT_FFMPEG to its path";

    /** @throws IOException if there is none; the message says what to do */
    public Ffmpeg locate() throws IOException {
        if (configured.isPresent()) {
            return probe(configured.get(), "configured")
                    .orElseThrow(() -> new IOException("SOUNDLIFT_FFMPEG is " + configured.get()
                            + ", which is no FFmpeg that writes MP3: " + FIX));
        }
        for (Path candidate : onSearchPath()) {
            Optional<Ffmpeg> found = probe(candidate, "on PATH");
            if (found.isPresent()) {
                return found.get();
            }
        }
        Optional<Path> bundled = new BundledFfmpeg(cache).unpack();
        Optional<Ffmpeg> found = bundled.isPresent() ? probe(bundled.get(), "bundled") : Optional.empty();
        return found.orElseThrow(() -> new IOException("no FFmpeg found: " + FIX));
    }

    private List<Path> onSearchPath() {
        return Arrays.stream(searchPath.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of(Path.of(folder, "ffmpeg"), Path.of(folder, "ffmpeg.exe")))
                .filter(Files::isExecutable)
                .toList();
    }

    /** What the program at {@code path} is, if it runs and has the encoder. */
    private static Optional<Ffmpeg> probe(Path path, String origin) {
        Process process;
        String answer;
        try {
            process = new ProcessBuilder(path.toString(), "-h", "encoder=libmp3lame")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            answer = new String(process.getInputStream().readNBytes(MAX_ANSWER_BYTES), UTF_8);
        } catch (IOException notAProgram) {
            return Optional.empty();
        }
        process.destroyForcibly();
        Matcher version = VERSION.matcher(answer);
        return version.find() && answer.contains("Encoder libmp3lame")
                ? Optional.of(new Ffmpeg(path.toAbsolutePath(), version.group(1), origin))
                : Optional.empty();
    }
}
