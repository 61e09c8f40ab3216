/**
 * What a video carries beside its sound, and what of it goes into the result: texts, cover, chapters.
 *
 * <p>Read {@link org.soundlift.converter.label.SourceLabels} first.
 *
 * <p>Knows the options of core.
 *
 * <p>Must never decode a picture.
 */
package org.soundlift.converter.label;
