package org.soundlift.converter.mp4;

import java.util.List;
import org.soundlift.core.media.Warning;

/**
 * The sound of an MP4 file, by its tables.
 *
 * @param warnings of what its owner should know
 */
public record Mp4Movie(AudioTrack audio, MovieTags tags, List<Warning> warnings) {
    public Mp4Movie {
        warnings = List.copyOf(warnings);
    }
}
