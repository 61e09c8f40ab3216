package org.soundlift.converter.convert;

import org.soundlift.core.label.GivenLabels;
import org.soundlift.core.options.AudioOptions;

/**
 * The wish of a video's owner.
 *
 * @param given in place of the video's own, where the options say so
 * @param title for a video that has none of its own
 */
public record Wanted(AudioOptions options, GivenLabels given, String title) {}
