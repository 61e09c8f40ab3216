package org.soundlift.app.command.convert;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.soundlift.core.media.SourceName;

/**
 * The places of the MP3s.
 *
 * @param given the argument of {@code --output}: a file or a folder
 * @param isFolder true if it is a folder, which may not exist yet
 * @param template of the names, in which {@code {name}} is the video's
 */
record Outputs(Optional<Path> given, boolean isFolder, String template) {
    static final String USUAL_TEMPLATE = "{name}";

    private static final String SUFFIX = ".mp3";

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
                given.filter(path -> isMp3(path) && !Files.isDirectory(path)).isPresent();
        boolean isStandardOutput =
                given.filter(path -> path.toString().equals("-")).isPresent();
        if (several && (isFile || isStandardOutput)) {
            throw new UnusableException(
                    "--output names one MP3, and there are " + inputs.size() + " videos. Name a folder instead.");
        }
        boolean namesFolder = output.filter(text -> text.endsWith("/") || text.endsWith(File.separator))
                .isPresent();
        boolean isFolder = given.isPresent() && (several || namesFolder || Files.isDirectory(given.get()));
        return new Outputs(given, isFolder, template);
    }

    private static boolean isMp3(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(SUFFIX);
    }

    /** Returns the MP3 of a video. */
    Path of(Inputs.Input input) {
        String stem = SourceName.stem(String.valueOf(input.video().getFileName()));
        String name = template.replace("{name}", stem) + SUFFIX;
        if (given.isEmpty()) {
            return input.video().resolveSibling(name);
        }
        return isFolder ? given.get().resolve(input.place()).resolveSibling(name) : given.get();
    }
}
