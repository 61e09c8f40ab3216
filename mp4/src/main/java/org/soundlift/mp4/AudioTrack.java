package org.soundlift.mp4;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.soundlift.mp4.coded.Speaker;
import org.soundlift.mp4.timeline.Playback;
import org.soundlift.mp4.timeline.Timeline;

/**
 * The audio track that is converted.
 *
 * @param heard the part of it that is wanted
 * @param decoded the units that are decoded
 * @param wholeMp3 whether its samples seem to be MP3 frames, all of which play
 * @param layout where the channels of PCM come from, in their order; empty where nothing tells
 * @param file the track alone, as a file that is made while it is read
 * @param original the sound as it is, where it was asked for
 */
public record AudioTrack(
        Heard heard,
        Decoded decoded,
        boolean wholeMp3,
        List<Speaker> layout,
        LiftedFile file,
        Optional<OriginalSound> original) {
    public AudioTrack {
        layout = List.copyOf(layout);
    }

    /**
     * What is heard.
     *
     * @param timeline the length that the MP3 must have
     * @param playback of the units in the lifted file
     * @param begin where it begins by the clock of the movie
     * @param whole how long the whole sound plays
     */
    public record Heard(Timeline timeline, Playback playback, Duration begin, Duration whole) {}

    /**
     * The units that are decoded.
     *
     * @param units their number
     * @param isExact whether their lengths are those of the codec; otherwise they are estimates by the times of the file
     * @param isOneFramePerUnit whether a decoder makes one frame of each unit
     */
    public record Decoded(long units, boolean isExact, boolean isOneFramePerUnit) {}

    /** Returns how long it is heard. */
    public Duration duration() {
        return heard.timeline().duration();
    }
}
