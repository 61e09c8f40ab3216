/**
 * Takes streams of MP3 frames apart, and joins frames of several encoders to one stream.
 *
 * <p>Read {@link org.soundlift.converter.mp3.join.Mp3Writer} first.
 *
 * <p>Knows mp3.
 *
 * <p>Must never write bits that one encoder would not have written.
 */
package org.soundlift.converter.mp3.join;
