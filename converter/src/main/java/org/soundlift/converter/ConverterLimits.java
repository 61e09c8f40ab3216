package org.soundlift.converter;

import java.time.Duration;

/**
 * What one conversion may take.
 *
 * @param maxDuration of the audio
 * @param timeout for the conversion, on the clock
 */
public record ConverterLimits(Duration maxDuration, Duration timeout) {}
