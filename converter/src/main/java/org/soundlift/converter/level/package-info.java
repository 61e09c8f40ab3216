/**
 * The measurement of loudness (ITU-R BS.1770, EBU Tech 3342), and a limiter of true peaks.
 *
 * <p>Read {@link org.soundlift.converter.level.Levels} first.
 *
 * <p>Knows samples in memory.
 *
 * <p>Must never know where samples come from, or where they go.
 */
package org.soundlift.converter.level;
