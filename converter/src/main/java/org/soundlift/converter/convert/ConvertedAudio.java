package org.soundlift.converter.convert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.soundlift.converter.label.ResultLabels;
import org.soundlift.converter.mp3.Mp3Stream;
import org.soundlift.core.media.SoundFacts;
import org.soundlift.core.media.Warning;

/**
 * A finished conversion: what was measured in the MP3, and what is known of its source.
 *
 * @param sourceDuration of all its sound
 * @param decoder another program than the usual FFmpeg, which could not decode the sound
 * @param warnings of what its owner should know
 * @param facts of what was done
 */
public record ConvertedAudio(
        Mp3Stream mp3,
        Duration sourceDuration,
        ResultLabels labels,
        Optional<String> decoder,
        List<Warning> warnings,
        SoundFacts facts) {}
