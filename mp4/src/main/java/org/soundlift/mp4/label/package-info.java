/**
 * Texts, cover and chapters of a video, and the choice of those that go into the result.
 *
 * <p>Read {@link org.soundlift.mp4.label.SourceLabels} first.
 *
 * <p>Knows the options of core.
 *
 * <p>Must never decode a picture.
 */
package org.soundlift.mp4.label;
