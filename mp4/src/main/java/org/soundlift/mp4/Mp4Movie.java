package org.soundlift.mp4;

import java.util.List;
import org.soundlift.core.media.Warning;
import org.soundlift.core.track.TrackInfo;
import org.soundlift.mp4.label.SourceLabels;

/**
 * The sound of an MP4 file, by its tables.
 *
 * @param tracks all sound of the file
 * @param warnings of what its owner should know
 */
public record Mp4Movie(AudioTrack audio, Tracks tracks, SourceLabels labels, List<Warning> warnings) {
    /**
     * The sound tracks of a file.
     *
     * @param all in their order
     * @param chosen the number of the one that is converted
     */
    public record Tracks(List<TrackInfo> all, int chosen) {
        public Tracks {
            all = List.copyOf(all);
        }
    }

    public Mp4Movie {
        warnings = List.copyOf(warnings);
    }
}
