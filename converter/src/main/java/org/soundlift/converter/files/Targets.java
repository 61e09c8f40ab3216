package org.soundlift.converter.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The files that one command writes: each once, none that it reads, and nothing but MP3s. */
final class Targets {
    private static final String SUFFIX = ".mp3";
    /** A name that ends so promises another format. */
    private static final Set<String> OTHER_FORMATS = Set.of(
            "wav", "wave", "aif", "aiff", "flac", "ogg", "oga", "opus", "m4a", "m4b", "aac", "wma", "mp2", "ac3", "mp4",
            "m4v", "mov", "mkv", "webm", "avi");

    private final List<Path> videos;
    private final Set<Path> taken = new HashSet<>();

    /** @param videos all that the command reads */
    Targets(List<Path> videos) {
        this.videos = videos;
    }

    /** Takes a target. Returns it, with a number where another video of the command has the name already. */
    Path take(Path target) {
        Path free = target;
        for (int number = 2; !taken.add(free.toAbsolutePath().normalize()); number++) {
            free = numbered(target, number);
        }
        return free;
    }

    private static Path numbered(Path target, int number) {
        String name = String.valueOf(target.getFileName());
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return target.resolveSibling(stem + "-" + number + SUFFIX);
    }

    /** Returns the reason why a target must not be written, if so; nothing is written here. */
    Optional<String> refusal(Path target) {
        if (Files.exists(target) && videos.stream().anyMatch(video -> isSame(video, target))) {
            return Optional.of("the MP3 would replace the video " + target + "; choose another file with --output");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            return Optional.of(target + " is no file that could be replaced; choose another with --output");
        }
        String name = String.valueOf(target.getFileName());
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return OTHER_FORMATS.contains(extension)
                ? Optional.of(target
                        + " promises another format; Soundlift writes MP3, so choose a name that ends with " + SUFFIX)
                : Optional.empty();
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
