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

    /** Returns a place beside it for another track of the same video. */
    Target numbered(int track) {
        String name = String.valueOf(path.getFileName());
        int dot = isStem ? name.length() : Math.max(name.lastIndexOf('.'), 0);
        int end = dot == 0 ? name.length() : dot;
        String numbered = name.substring(0, end) + "-" + track + name.substring(end);
        return new Target(path.resolveSibling(numbered), isStem);
    }

    /** Returns the whole name for a result of some kind. */
    public Path of(AudioFileType type) {
        return isStem ? path.resolveSibling(path.getFileName() + type.suffix()) : path;
    }
}
