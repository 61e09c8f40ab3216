package org.soundlift.converter.convert;

import java.util.Optional;
import org.soundlift.converter.level.ChannelDecision;
import org.soundlift.converter.level.Levels;
import org.soundlift.converter.level.Limiting;
import org.soundlift.converter.level.Program;
import org.soundlift.converter.sound.Treatment;
import org.soundlift.converter.sound.Treatment.Leveling;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.Channels;

/**
 * The treatment of a sound, as its levels decide it.
 *
 * @param note a sentence about the choice of channels; empty where there is nothing to tell
 * @param input the levels before anything is changed; empty where they were not needed
 */
record Survey(Treatment treatment, String note, Optional<Program> input) {
    /** Of a limiter: more of it is heard as a distortion. */
    private static final double MOST_LIMITED_DB = 12;

    private static final int STEPS = 40;

    /** Returns whether all samples must be heard before the first one can be encoded. */
    static boolean isNeeded(AudioOptions options) {
        return options.loudness().isPresent() || options.cut().trimSilence() || isUndecided(options.channels());
    }

    static boolean isUndecided(Channels channels) {
        return channels == Channels.AUTO || channels == Channels.AUTO_MONO;
    }

    /** The treatment of a sound whose levels decide nothing. */
    static Survey none(Treatment treatment) {
        return new Survey(treatment, "", Optional.empty());
    }

    /**
     * Decides by the levels of all samples.
     *
     * @param all levels as the samples are, in the channels of {@code treatment}
     */
    static Survey of(AudioOptions options, Treatment treatment, Levels all) {
        ChannelDecision decision = isUndecided(options.channels())
                ? all.decide(options.channels())
                : new ChannelDecision(treatment.channels(), "");
        Program whole = all.program(decision.channels());
        Optional<Levels.Part> part = options.cut().trimSilence() ? Optional.of(all.sounding(whole)) : Optional.empty();
        Program kept = part.map(Levels.Part::program).orElse(whole);
        return new Survey(
                new Treatment(
                        treatment.playback(),
                        treatment.layout(),
                        decision.channels(),
                        part.map(p -> new Treatment.Window(p.begin(), p.end())),
                        options.loudness().isPresent() ? leveling(kept, options) : Optional.empty()),
                decision.note(),
                Optional.of(kept));
    }

    /** Returns the levels after it, which follow from those before; empty if these were not needed. */
    Optional<Program> output(Optional<Limiting> limiting) {
        double gain = treatment.leveling().map(Leveling::gain).orElse(1.0);
        return input.map(program -> program.louder(gain))
                .map(louder -> limiting.map(louder::limited).orElse(louder));
    }

    /** Returns whether another gain before the limiter could make up for so many LU. */
    boolean mayBeCorrected(double missed) {
        return treatment.leveling().flatMap(Leveling::ceiling).isPresent()
                && limitedBy(factor(missed)) < MOST_LIMITED_DB;
    }

    /** Returns how far the highest peak would be above the ceiling, dB. */
    private double limitedBy(double more) {
        Leveling leveling = treatment.leveling().orElseThrow();
        double peak = input.orElseThrow().peak() * leveling.gain() * more;
        return 20 * Math.log10(peak / leveling.ceiling().orElseThrow());
    }

    private static double factor(double decibels) {
        return Math.pow(10, decibels / 20);
    }

    /** The same with more gain. */
    Survey corrected(double missed) {
        Leveling leveling = treatment.leveling().orElseThrow();
        Treatment other = new Treatment(
                treatment.playback(),
                treatment.layout(),
                treatment.channels(),
                treatment.window(),
                Optional.of(new Leveling(leveling.gain() * factor(missed), leveling.ceiling())));
        return new Survey(other, note, input);
    }

    /** Returns the gain that brings a sound to a loudness; nothing is done to silence. */
    private static Optional<Leveling> leveling(Program input, AudioOptions options) {
        if (input.played().isEmpty()) {
            return Optional.empty();
        }
        Headroom headroom = Headroom.of(options.form(), input.channels());
        double target = options.loudness().orElseThrow() - 20 * Math.log10(headroom.scale());
        double ceiling = headroom.ceiling();
        double gain = factor(target - input.played().getAsDouble());
        if (input.peak() * gain <= ceiling) {
            return Optional.of(new Leveling(gain, Optional.empty()));
        }
        return Optional.of(new Leveling(limitedGain(input, target, gain, ceiling), Optional.of(ceiling)));
    }

    /** A limiter takes some loudness away: the gain before it is larger by that. */
    private static double limitedGain(Program input, double target, double gain, double ceiling) {
        double most = ceiling / input.peak() * factor(MOST_LIMITED_DB);
        double low = Math.min(gain, most);
        double high = most;
        for (int i = 0; i < STEPS && high / low > 1.001; i++) {
            double middle = Math.sqrt(low * high);
            if (input.limited(middle, ceiling).played().orElse(target) < target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
