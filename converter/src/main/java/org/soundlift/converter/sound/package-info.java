/**
 * Decoded sound on its way to an encoder: put in its place by a timeline, mixed to one or two channels, and bounded.
 *
 * <p>Read {@link org.soundlift.converter.sound.Pcm} first.
 *
 * <p>Knows timeline, level, and options.
 *
 * <p>Must never know a codec, or where the samples come from.
 */
package org.soundlift.converter.sound;
