package org.soundlift.converter.ffmpeg;

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
import org.soundlift.converter.sandbox.Sandbox;

/**
 * Finds the FFmpeg to use: the configured one, or else the first on the search path that can write MP3, or else
 * the one inside our own jar. The system's own comes before ours because it is about twice as fast.
 *
 * @param configured what the operator has chosen, if anything
 * @param searchPath folders as in {@code PATH}
 * @param cache where the program inside the jar is unpacked to
 */
public record FfmpegLocator(Optional<Path> configured, String searchPath, Path cache) {
    private static final Pattern VERSION = Pattern.compile("^ffmpeg version (\\S+)");
    private static final String FIX =
            "install FFmpeg with libmp3lame (Debian: apt-get install ffmpeg; macOS: brew install ffmpeg)"
                    + " or set SOUNDLIFT_FFMPEG to its path";

    /**
     * Finds the program, and whether it runs in the sandbox; if not, it will run outside.
     *
     * @throws IOException if there is none; the message says what to do
     */
    Ffmpeg locate(Sandbox sandbox) throws IOException {
        if (configured.isPresent()) {
            return probe(configured.get(), "configured", sandbox)
                    .orElseThrow(() -> new IOException("SOUNDLIFT_FFMPEG is " + configured.get()
                            + ", which is no FFmpeg that writes MP3: " + FIX));
        }
        for (Path candidate : onSearchPath()) {
            Optional<Ffmpeg> found = probe(candidate, "on PATH", sandbox);
            if (found.isPresent()) {
                return found.get();
            }
        }
        Optional<Path> bundled = new BundledFfmpeg(cache).unpack();
        Optional<Ffmpeg> found = bundled.isPresent() ? probe(bundled.get(), Ffmpeg.BUNDLED, sandbox) : Optional.empty();
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
    private static Optional<Ffmpeg> probe(Path path, String origin, Sandbox sandbox) {
        for (Sandbox where : List.of(sandbox, Sandbox.off())) {
            Ffmpeg candidate = new Ffmpeg(path.toAbsolutePath(), "unknown", origin, where);
            String answer = candidate.ask("-h", "encoder=libmp3lame");
            Matcher version = VERSION.matcher(answer);
            if (version.find() && answer.contains("Encoder libmp3lame")) {
                return Optional.of(new Ffmpeg(candidate.program(), version.group(1), origin, where));
            }
        }
        return Optional.empty();
    }
}
