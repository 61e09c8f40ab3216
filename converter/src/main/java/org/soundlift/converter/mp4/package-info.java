/**
 * MP4 tables and the sound in them (ISO/IEC 14496-12).
 *
 * <p>Read {@link org.soundlift.converter.mp4.Mp4Reader} first.
 *
 * <p>Knows bytes, timeline, the speakers of sound, and the header of an MP3 frame.
 *
 * <p>Must never believe a number of the file before it is checked.
 */
package org.soundlift.converter.mp4;
