/**
 * MP3 frames: parsing, joining, tags, measurement (ISO/IEC 11172-3).
 *
 * <p>Read {@link org.soundlift.converter.mp3.Mp3Stream} first.
 *
 * <p>Knows bytes alone.
 *
 * <p>Must never know FFmpeg.
 */
package org.soundlift.converter.mp3;
