package org.soundlift.core.media;

import java.util.OptionalDouble;

/**
 * The loudness of a result, and of the sound that it was made of (ITU-R BS.1770, EBU R 128). All are empty for silence, and for
 * sound that is shorter than 0.4 s.
 *
 * @param inputLufs of the wanted part of the source, as it was, LUFS, as two loudspeakers play it
 * @param outputLufs of the result, LUFS, as two loudspeakers play it: a single channel counts as two
 * @param outputLufsPlain of the result, LUFS, by the sum of its channels
 * @param truePeakDbtp of the result, dB of full scale, between samples as well
 * @param gainDb that was applied
 * @param limited whether a limiter kept peaks low
 * @param rangeLu of the result, LU (EBU Tech 3342)
 */
public record Loudness(
        OptionalDouble inputLufs,
        OptionalDouble outputLufs,
        OptionalDouble outputLufsPlain,
        OptionalDouble truePeakDbtp,
        double gainDb,
        boolean limited,
        OptionalDouble rangeLu) {}
