package org.soundlift.converter.sound;

import java.util.List;
import java.util.Optional;
import org.soundlift.core.options.Channels;
import org.soundlift.mp4.coded.Speaker;
import org.soundlift.mp4.timeline.Playback;

/**
 * The way from decoded samples to those that are encoded.
 *
 * @param playback what is heard of the decoded samples
 * @param layout where their channels come from, in their order, if the tables of the file tell; else empty
 * @param channels of the result: any but {@code AUTO} and {@code AUTO_MONO}
 * @param window the part of what is heard that is kept; empty: all
 * @param leveling changes the loudness; empty: it stays
 */
public record Treatment(
        Playback playback,
        List<Speaker> layout,
        Channels channels,
        Optional<Window> window,
        Optional<Leveling> leveling) {
    public Treatment {
        layout = List.copyOf(layout);
    }

    /** Samples of each channel, from the first to behind the last. */
    public record Window(long begin, long end) {
        /** Returns how many they are. */
        public long samples() {
            return end - begin;
        }
    }

    /**
     * A change of the loudness.
     *
     * @param gain of every sample
     * @param ceiling of true peaks, which a limiter keeps; empty: none comes that high. 1 is full scale
     */
    public record Leveling(double gain, Optional<Double> ceiling) {}

    /** All of a sound as it is. */
    public static Treatment none(Channels channels) {
        return new Treatment(Playback.OF_ALL, List.of(), channels, Optional.empty(), Optional.empty());
    }
}
