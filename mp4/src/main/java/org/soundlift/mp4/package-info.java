/**
 * MP4 tables and the sound in them (ISO/IEC 14496-12). It runs on the JVM and, compiled by module {@code lifter}, in browsers.
 *
 * <p>Read {@link org.soundlift.mp4.Mp4Reader} first.
 *
 * <p>Knows bytes, timeline, the speakers of sound, and the header of an MP3 frame.
 *
 * <p>Must never believe a number of the file before it is checked, or read but by {@link org.soundlift.mp4.Ranges}.
 */
package org.soundlift.mp4;
