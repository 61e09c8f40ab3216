package org.soundlift.converter.convert;

import org.soundlift.core.label.GivenLabels;
import org.soundlift.core.options.AudioOptions;

/**
 * What the owner of a video asks for.
 *
 * @param given in place of the video's own, where the options say so
 * @param title for a video that has none of its own
 */
public record Wanted(AudioOptions options, GivenLabels given, String title) {}
