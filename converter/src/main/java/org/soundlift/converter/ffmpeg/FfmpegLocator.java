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
     * Finds the program: the first that runs in the sandbox, or else the first that runs outside.
     *
     * @throws IOException if there is none; the message says what to do
     */
    Ffmpeg locate(Sandbox sandbox) throws IOException {
        for (Sandbox where : List.of(sandbox, Sandbox.off())) {
            for (Candidate candidate : onThisSystem()) {
                Optional<Ffmpeg> found = probe(candidate, where);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            Optional<Path> bundled = configured.isEmpty() ? new BundledFfmpeg(cache).unpack() : Optional.empty();
            Optional<Ffmpeg> found = bundled.flatMap(path -> probe(new Candidate(path, Ffmpeg.BUNDLED), where));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IOException(configured
                .map(path -> "SOUNDLIFT_FFMPEG is " + path + ", which is no FFmpeg that writes MP3: " + FIX)
                .orElse("no FFmpeg found: " + FIX));
    }

    private record Candidate(Path path, String origin) {}

    private List<Candidate> onThisSystem() {
        return configured.isPresent()
                ? List.of(new Candidate(configured.get(), "configured"))
                : onSearchPath().stream()
                        .map(path -> new Candidate(path, "on PATH"))
                        .toList();
    }

    private List<Path> onSearchPath() {
        return Arrays.stream(searchPath.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of(Path.of(folder, "ffmpeg"), Path.of(folder, "ffmpeg.exe")))
                .filter(Files::isExecutable)
                .toList();
    }

    /** What the program is, if it runs there and has the encoder. */
    private static Optional<Ffmpeg> probe(Candidate candidate, Sandbox where) {
        Path program = candidate.path().toAbsolutePath();
        String answer = new Ffmpeg(program, "unknown", candidate.origin(), where).ask("-h", "encoder=libmp3lame");
        Matcher version = VERSION.matcher(answer);
        return version.find() && answer.contains("Encoder libmp3lame")
                ? Optional.of(new Ffmpeg(program, version.group(1), candidate.origin(), where))
                : Optional.empty();
    }
}
