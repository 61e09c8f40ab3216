/**
 * Sound as packets of its codec, wherever they come from.
 *
 * <p>Read {@link org.soundlift.mp4.coded.CodedSound} first.
 *
 * <p>Knows timeline, and the headers of packets.
 *
 * <p>Must never know boxes or files.
 */
package org.soundlift.mp4.coded;
