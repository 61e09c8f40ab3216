package org.soundlift.app.command.convert;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.soundlift.converter.files.Target;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.core.media.SourceName;

/**
 * The places of the results.
 *
 * @param given the argument of {@code --output}: a file or a folder
 * @param isFolder true if it is a folder, which may not exist yet
 * @param template of the names, in which {@code {name}} is the video's
 */
record Outputs(Optional<Path> given, boolean isFolder, String template) {
    static final String USUAL_TEMPLATE = "{name}";

    /**
     * Returns the places for some videos.
     *
     * @throws UnusableException if {@code given} is one file and there are several videos, or the template makes no name
     */
    static Outputs of(Optional<String> output, String template, List<Inputs.Input> inputs, boolean recursive)
            throws UnusableException {
        if (!template.contains("{name}") || template.contains("/") || template.contains("\\")) {
            throw new UnusableException("--name must contain {name}, and no slash: for example \"{name}-audio\".");
        }
        Optional<Path> given = output.map(Path::of);
        boolean several = inputs.size() > 1 || recursive;
        boolean isFile =
                given.filter(path -> isSound(path) && !Files.isDirectory(path)).isPresent();
        boolean isStandardOutput =
                given.filter(path -> path.toString().equals("-")).isPresent();
        if (several && (isFile || isStandardOutput)) {
            throw new UnusableException("--output names one " + (isMp3(given.orElseThrow()) ? "MP3" : "file")
                    + ", and there are " + inputs.size() + " videos. Name a folder instead.");
        }
        boolean namesFolder = output.filter(text -> text.endsWith("/") || text.endsWith(File.separator))
                .isPresent();
        boolean isFolder = given.isPresent() && (several || namesFolder || Files.isDirectory(given.get()));
        return new Outputs(given, isFolder, template);
    }

    private static boolean isSound(Path path) {
        return type(path).isPresent();
    }

    private static boolean isMp3(Path path) {
        return type(path).equals(Optional.of(AudioFileType.MP3));
    }

    private static Optional<AudioFileType> type(Path path) {
        String name = path.toString();
        return AudioFileType.of(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Returns the place of the result of a video. */
    Target of(Inputs.Input input) {
        String name = template.replace(
                "{name}", SourceName.stem(String.valueOf(input.video().getFileName())));
        if (given.isEmpty()) {
            return Target.stem(input.video().resolveSibling(name));
        }
        return isFolder
                ? Target.stem(given.get().resolve(input.place()).resolveSibling(name))
                : Target.named(given.get());
    }
}
