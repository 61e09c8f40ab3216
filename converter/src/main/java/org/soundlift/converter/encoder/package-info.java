/**
 * Encodes one sound on several cores, to the bytes of one encoder.
 *
 * <p>Read {@link org.soundlift.converter.encoder.ParallelEncoder} first.
 *
 * <p>Knows ffmpeg, mp3 and sound.
 *
 * <p>Must never know a video.
 */
package org.soundlift.converter.encoder;
