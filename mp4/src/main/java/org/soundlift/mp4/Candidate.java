package org.soundlift.mp4;

import java.util.Optional;

/**
 * A sound track that can be decoded.
 *
 * @param number from 1, among the sound tracks of the file
 * @param side where its only channel belongs, if it says so
 * @param samples as far as they are read
 */
record Candidate(int number, Track track, Optional<Side> side, Samples samples) {
    /** Returns whether the two are the left and the right channel of one sound. */
    boolean isOtherSideOf(Candidate other) {
        SoundDescription description = track.description();
        return side.isPresent()
                && other.side.equals(side.map(Side::other))
                && description.monoPcm().isPresent()
                && description.monoPcm().equals(other.track.description().monoPcm())
                && description.sampleRate().equals(other.track.description().sampleRate())
                && track.timescale() == other.track.timescale()
                && track.edits().equals(other.track.edits());
    }
}
