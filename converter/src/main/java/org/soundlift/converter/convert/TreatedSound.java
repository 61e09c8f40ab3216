package org.soundlift.converter.convert;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.soundlift.converter.level.Program;
import org.soundlift.converter.sound.Treatment;
import org.soundlift.core.media.Loudness;
import org.soundlift.core.media.Warning;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.Channels;
import org.soundlift.mp4.timeline.Ticks;

/**
 * The samples that became the result.
 *
 * @param survey what was known before
 * @param levels theirs, before the encoder
 * @param scale of all samples by the encoder
 * @param samples of each channel
 * @param sampleRate Hz
 * @param channelCount 1 or 2
 */
record TreatedSound(Survey survey, Program levels, double scale, long samples, int sampleRate, int channelCount) {
    private static final double MOST_MISSED_LU = 0.5;

    /** Returns by how much they are too quiet, LU; below 0 if they are too loud, and 0 if nothing was asked for. */
    double missed(AudioOptions options) {
        OptionalDouble played = loudness().outputLufs();
        return options.loudness().isPresent() && played.isPresent()
                ? options.loudness().getAsDouble() - played.getAsDouble()
                : 0;
    }

    /** Warns of a loudness that is not the one that was asked for. */
    Optional<Warning> warning(AudioOptions options) {
        return Math.abs(missed(options)) < MOST_MISSED_LU
                ? Optional.empty()
                : Optional.of(new Warning(
                        Warning.Code.LOUDNESS_MISSED,
                        String.format(
                                Locale.ROOT,
                                "The loudness is %.1f LUFS: more would distort the sound.",
                                loudness().outputLufs().orElseThrow())));
    }

    /** Returns how loud they are. */
    Loudness loudness() {
        Optional<Treatment.Leveling> leveling = survey.treatment().leveling();
        Program input = survey.input().orElse(levels);
        Program output = levels.louder(scale);
        double peak = output.peak();
        return new Loudness(
                input.played(),
                output.played(),
                output.integrated(),
                peak > 0 ? OptionalDouble.of(decibels(peak)) : OptionalDouble.empty(),
                decibels(scale * leveling.map(Treatment.Leveling::gain).orElse(1.0)),
                leveling.flatMap(Treatment.Leveling::ceiling).isPresent(),
                output.range());
    }

    /** Returns the length of the part of the sound that is no silence, where there was silence to be left out. */
    Optional<Duration> windowLength() {
        return survey.treatment().window().map(window -> Ticks.toDuration(window.samples(), sampleRate));
    }

    /** Returns the length of the silence that was left out at the beginning. */
    Duration windowBegin() {
        return survey.treatment()
                .window()
                .map(window -> Ticks.toDuration(window.begin(), sampleRate))
                .orElse(Duration.ZERO);
    }

    /** Returns the channels that were taken. */
    Channels channels() {
        return survey.treatment().channels();
    }

    static double decibels(double factor) {
        return 20 * Math.log10(factor);
    }
}
