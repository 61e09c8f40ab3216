/**
 * Figures as people write them: sizes, times, speeds.
 *
 * <p>Read {@link org.soundlift.app.figures.Figures} first.
 *
 * <p>Knows nothing.
 *
 * <p>Must never be read by programs.
 */
package org.soundlift.app.figures;
