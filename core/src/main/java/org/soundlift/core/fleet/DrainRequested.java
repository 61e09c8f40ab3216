package org.soundlift.core.fleet;

/**
 * A converter is to take no further work, or to take some again. Lossy: its next report says if it does.
 *
 * @param converter id of the converter
 */
public record DrainRequested(String converter, boolean on) {}
