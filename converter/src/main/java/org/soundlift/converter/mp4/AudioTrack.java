package org.soundlift.converter.mp4;

import java.time.Duration;
import java.util.List;
import org.soundlift.converter.sound.Speaker;
import org.soundlift.converter.timeline.Playback;
import org.soundlift.converter.timeline.Timeline;

/**
 * The audio track that is converted.
 *
 * @param timeline of all that is heard: the length that the MP3 must have
 * @param playback of the units in {@code file}
 * @param isExact whether the units' lengths are those of the codec; otherwise they are estimates by the times of the file
 * @param isOneFramePerUnit whether a decoder makes one frame of each unit
 * @param units that are decoded
 * @param wholeMp3 whether its samples seem to be MP3 frames, all of which play
 * @param layout where the channels of PCM come from, in their order; empty where nothing tells
 * @param file the track alone, as a file that is made while it is read
 */
public record AudioTrack(
        Timeline timeline,
        Playback playback,
        boolean isExact,
        boolean isOneFramePerUnit,
        long units,
        boolean wholeMp3,
        List<Speaker> layout,
        LiftedFile file) {
    public AudioTrack {
        layout = List.copyOf(layout);
    }

    /** Returns how long it is heard. */
    public Duration duration() {
        return timeline.duration();
    }
}
