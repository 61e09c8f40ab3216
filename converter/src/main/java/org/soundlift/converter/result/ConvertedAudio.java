package org.soundlift.converter.result;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.media.SoundFacts;
import org.soundlift.core.media.Warning;
import org.soundlift.mp4.label.ResultLabels;

/**
 * A finished conversion: what was measured in the result, and what is known of its source.
 *
 * @param sourceDuration of all its sound
 * @param decoder another program than the usual FFmpeg, which could not decode the sound
 * @param warnings of what its owner should know
 * @param facts of what was done
 */
public record ConvertedAudio(
        MeasuredAudio audio,
        Duration sourceDuration,
        ResultLabels labels,
        Optional<String> decoder,
        List<Warning> warnings,
        SoundFacts facts) {}
