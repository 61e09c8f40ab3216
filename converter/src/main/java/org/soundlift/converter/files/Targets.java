package org.soundlift.converter.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.core.options.Format;

/** The files that one command writes: each once, none that it reads, and none that promises another format. */
final class Targets {
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

    /** Takes a target whose kind may not be known yet: then no other gets the same stem. */
    Target reserve(Target target, Format format) {
        return switch (format) {
            case MP3 -> Target.named(take(target.of(AudioFileType.MP3)));
            case WAV -> Target.named(take(target.of(AudioFileType.WAV)));
            case ORIGINAL ->
                target.isStem() ? stem(take(target.of(AudioFileType.M4A))) : Target.named(take(target.path()));
        };
    }

    private static Target stem(Path taken) {
        String name = String.valueOf(taken.getFileName());
        int end = name.length() - AudioFileType.M4A.suffix().length();
        return Target.stem(taken.resolveSibling(name.substring(0, end)));
    }

    /** Takes a target. Returns it, with a number where another video of the command has the name already. */
    synchronized Path take(Path target) {
        Path free = target;
        for (int number = 2; !taken.add(free.toAbsolutePath().normalize()); number++) {
            free = numbered(target, number);
        }
        return free;
    }

    private static Path numbered(Path target, int number) {
        String name = String.valueOf(target.getFileName());
        int dot = name.lastIndexOf('.');
        int end = dot > 0 ? dot : name.length();
        return target.resolveSibling(name.substring(0, end) + "-" + number + name.substring(end));
    }

    /** Returns the reason why a target must not be written, if so; nothing is written here. */
    Optional<String> refusal(Path target, AudioFileType type) {
        if (Files.exists(target) && videos.stream().anyMatch(video -> isSame(video, target))) {
            return Optional.of("the " + (type == AudioFileType.MP3 ? "MP3" : "result") + " would replace the video "
                    + target + "; choose another file with --output");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            return Optional.of(target + " is no file that could be replaced; choose another with --output");
        }
        String name = String.valueOf(target.getFileName());
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean promisesAnother =
                AudioFileType.of(extension).map(t -> t != type).orElse(OTHER_FORMATS.contains(extension));
        return promisesAnother
                ? Optional.of(target + " promises another format; the result is of the kind " + type.suffix()
                        + ", so choose a name that ends so" + hint(extension))
                : Optional.empty();
    }

    private static String hint(String extension) {
        return extension.equals("wav") ? ", or ask for --format wav" : "";
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
