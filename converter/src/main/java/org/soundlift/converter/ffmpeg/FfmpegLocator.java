package org.soundlift.converter.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.converter.sandbox.Sandbox;

/**
 * Finds the FFmpeg to use: the configured one; else the one inside our jar, whose version and LAME we know; else, where
 * that does not run, the first on the search path that writes MP3.
 *
 * @param configured the operator's choice, if any
 * @param unpacked the program of the jar, where it was unpacked when Soundlift was installed
 * @param searchPath folders as in {@code PATH}
 * @param cache folder that the program inside the jar is unpacked to otherwise
 */
public record FfmpegLocator(Optional<Path> configured, Optional<Path> unpacked, String searchPath, Path cache) {
    private static final Pattern VERSION = Pattern.compile("(?m)^ffmpeg version (\\S+)");
    /** LAME writes its name and version where a frame has bits to spare. */
    private static final Pattern LAME = Pattern.compile("LAME(\\d+\\.\\d+)");

    private static final Logger LOG = LoggerFactory.getLogger(FfmpegLocator.class);
    private static final byte[] SILENCE = new byte[2_000];
    private static final String FIX =
            "set SOUNDLIFT_FFMPEG to an FFmpeg with libmp3lame (Debian: apt-get install ffmpeg; macOS: brew install ffmpeg)";

    /**
     * Finds the program that decodes and encodes: the first that runs in the sandbox, or else the first that runs outside.
     *
     * @throws IOException if there is none; the message says why, and what to do
     */
    Ffmpeg locate(Sandbox sandbox) throws IOException {
        List<String> reasons = new ArrayList<>();
        List<Path> candidates = candidates(reasons);
        for (Sandbox where : List.of(sandbox, Sandbox.off())) {
            for (Path candidate : candidates) {
                try {
                    Ffmpeg found = probe(candidate, where);
                    reasons.forEach(reason -> LOG.warn("FFmpeg {} is used, for {}", found.program(), reason));
                    return found;
                } catch (IOException e) {
                    reasons.add(e.getMessage());
                }
            }
        }
        String why = String.join("; ", reasons.stream().distinct().toList());
        throw new IOException(configured
                .map(path -> "SOUNDLIFT_FFMPEG is " + path + ", which can't be used (" + why + "): " + FIX)
                .orElse("no FFmpeg can be used" + (why.isEmpty() ? "" : " (" + why + ")") + ": " + FIX));
    }

    /**
     * Finds another program, for sound that {@code ours} does not decode: the first other one on the search path, unless the
     * operator has named one.
     */
    public Optional<Ffmpeg> locateOther(Ffmpeg ours) {
        if (configured.isPresent()) {
            return Optional.empty();
        }
        return onSearchPath().stream()
                .filter(candidate -> !isSame(candidate, ours.program()))
                .flatMap(candidate -> version(candidate, ours.sandbox()).stream())
                .findFirst();
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException gone) {
            return false;
        }
    }

    private List<Path> candidates(List<String> reasons) {
        if (configured.isPresent()) {
            return List.of(configured.get());
        }
        List<Path> candidates = new ArrayList<>();
        try {
            Optional<Path> ours = unpacked.isPresent() ? unpacked : new BundledFfmpeg(cache).unpack();
            ours.ifPresent(candidates::add);
        } catch (IOException e) {
            reasons.add("ours can't be unpacked to " + cache + ", choose another folder with SOUNDLIFT_CACHE: " + e);
        }
        candidates.addAll(onSearchPath());
        return candidates;
    }

    private List<Path> onSearchPath() {
        return Arrays.stream(searchPath.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of(Path.of(folder, "ffmpeg"), Path.of(folder, "ffmpeg.exe")))
                .filter(Files::isExecutable)
                .toList();
    }

    /** Has it encode some silence: an encoder that is only listed may not work. */
    private static Ffmpeg probe(Path candidate, Sandbox where) throws IOException {
        Path program = candidate.toAbsolutePath();
        Ffmpeg unknown = new Ffmpeg(program, "", "", where);
        String answer = unknown.ask(
                SILENCE,
                "-f",
                "s16le",
                "-ar",
                "44100",
                "-ac",
                "1",
                "-i",
                "pipe:0",
                "-c:a",
                "libmp3lame",
                "-f",
                "mp3",
                "pipe:1");
        Matcher version = VERSION.matcher(answer);
        Matcher lame = LAME.matcher(answer);
        if (!version.find() || !lame.find()) {
            throw new IOException(program + " is no FFmpeg that writes MP3");
        }
        return new Ffmpeg(program, version.group(1), lame.group(1), where);
    }

    private static Optional<Ffmpeg> version(Path candidate, Sandbox where) {
        Path program = candidate.toAbsolutePath();
        try {
            Matcher version = VERSION.matcher(new Ffmpeg(program, "", "", where).ask(new byte[0], "-version"));
            return version.find() ? Optional.of(new Ffmpeg(program, version.group(1), "", where)) : Optional.empty();
        } catch (IOException doesNotStart) {
            return Optional.empty();
        }
    }
}
