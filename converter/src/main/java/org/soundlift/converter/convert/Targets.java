package org.soundlift.converter.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files that one command writes: each once, none that it reads, and nothing but files. */
final class Targets {
    private final List<Path> videos;
    private final Set<Path> taken = new HashSet<>();

    /** @param videos all that the command reads */
    Targets(List<Path> videos) {
        this.videos = videos;
    }

    /** Takes a target. Returns why it must not be written, if so; nothing is written here. */
    Optional<String> refusal(Path target) {
        if (!taken.add(target.toAbsolutePath().normalize())) {
            return Optional.of("another of these videos goes to " + target + " as well; rename one");
        }
        if (!Files.exists(target)) {
            return Optional.empty();
        }
        if (videos.stream().anyMatch(video -> isSame(video, target))) {
            return Optional.of("the MP3 would replace the video " + target + "; choose another file with --output");
        }
        return Files.isRegularFile(target)
                ? Optional.empty()
                : Optional.of(target + " is no file that could be replaced; choose another with --output");
    }

    /** Returns whether both are one file, through any links; true if that cannot be known of files that exist. */
    private static boolean isSame(Path video, Path target) {
        try {
            return Files.exists(video) && Files.isSameFile(video, target);
        } catch (IOException e) {
            return true;
        }
    }
}
