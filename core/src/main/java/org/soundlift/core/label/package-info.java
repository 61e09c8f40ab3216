/**
 * Covers and chapters, as videos carry them and as owners give them.
 *
 * <p>Read {@link org.soundlift.core.label.GivenLabels} first.
 *
 * <p>Knows nothing but the options.
 *
 * <p>Must never decode a picture.
 */
package org.soundlift.core.label;
