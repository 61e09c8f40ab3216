package org.soundlift.converter.convert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.track.TrackInfo;
import org.soundlift.mp4.label.SourceLabels;

/**
 * A video as it describes itself; nothing of it was decoded.
 *
 * @param length of its sound
 * @param chosen the number of the track that is converted where none is chosen; 0 if it does not tell
 */
public record SourceInfo(Optional<Duration> length, List<TrackInfo> tracks, int chosen, SourceLabels labels) {
    public SourceInfo {
        tracks = List.copyOf(tracks);
    }
}
