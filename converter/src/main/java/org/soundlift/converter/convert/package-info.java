/**
 * One conversion: the source, the ways to make an MP3, and the measurement of the result.
 *
 * <p>Read {@link org.soundlift.converter.convert.Converter} first.
 *
 * <p>Knows mp4, timeline, ffmpeg, sound, level, encoder and mp3.
 *
 * <p>Must never trust an exit status.
 */
package org.soundlift.converter.convert;
