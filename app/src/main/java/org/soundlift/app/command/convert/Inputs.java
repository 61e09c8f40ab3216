package org.soundlift.app.command.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.soundlift.converter.files.FileProblem;

/** The videos that the arguments of the command name. */
final class Inputs {
    /** Of folders, only files of these names are taken. */
    private static final Set<String> VIDEO_EXTENSIONS =
            Set.of("mp4", "m4v", "m4a", "m4b", "mov", "qt", "3gp", "3g2", "mkv", "mka", "webm");

    private final boolean recursive;
    private final List<Input> found = new ArrayList<>();
    private final Set<Path> known = new HashSet<>();

    /**
     * A video.
     *
     * @param place the place of its MP3 below a folder of outputs: its name, with the folders below the one that was named
     */
    record Input(Path video, Path place) {}

    private Inputs(boolean recursive) {
        this.recursive = recursive;
    }

    /** Returns each video once, in the order of the arguments. */
    static List<Input> of(List<Path> arguments, boolean recursive) throws UnusableException {
        Inputs inputs = new Inputs(recursive);
        for (Path argument : arguments) {
            inputs.add(argument);
        }
        return inputs.found;
    }

    private void add(Path argument) throws UnusableException {
        if (!Files.isDirectory(argument)) {
            add(argument, argument.getFileName());
            return;
        }
        if (!recursive) {
            throw new UnusableException(argument + " is a folder. With --recursive, all videos in it are converted.");
        }
        int before = found.size();
        try (Stream<Path> files = Files.walk(argument, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(Inputs::isVideo).sorted().forEach(video -> add(video, argument.relativize(video)));
        } catch (IOException e) {
            throw new UnusableException(FileProblem.reading(argument, e));
        } catch (UncheckedIOException e) {
            throw new UnusableException(FileProblem.using(Objects.requireNonNull(e.getCause())));
        }
        if (found.size() == before) {
            throw new UnusableException("There are no videos in " + argument + ".");
        }
    }

    private static boolean isVideo(Path file) {
        String name = String.valueOf(file.getFileName());
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && VIDEO_EXTENSIONS.contains(extension) && Files.isRegularFile(file);
    }

    private void add(Path video, Path place) {
        if (known.add(canonical(video))) {
            found.add(new Input(video, place));
        }
    }

    private static Path canonical(Path video) {
        try {
            return video.toRealPath();
        } catch (IOException e) {
            return video.toAbsolutePath().normalize(); // It does not exist, which is said when it is its turn.
        }
    }
}
