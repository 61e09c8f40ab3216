package org.soundlift.converter.files;

import java.nio.file.Path;
import org.soundlift.core.media.AudioFileType;

/**
 * The place of a result.
 *
 * @param isStem whether the end that file names of its kind have is still missing
 */
public record Target(Path path, boolean isStem) {
    /** A place whose name is whole. */
    public static Target named(Path path) {
        return new Target(path, false);
    }

    /** A place whose name ends as its kind asks for. */
    public static Target stem(Path path) {
        return new Target(path, true);
    }

    /** Returns the whole name for a result of some kind. */
    public Path of(AudioFileType type) {
        return isStem ? path.resolveSibling(path.getFileName() + type.suffix()) : path;
    }
}
