/**
 * The sound of a video as it is, in a file of its own: packets are taken over and never decoded. Files of ISO base media are made by
 * {@code mp4}, all others here.
 *
 * <p>Read {@link org.soundlift.mp4.coded.CodedSound} first.
 *
 * <p>Knows timeline, label, and the names of speakers.
 *
 * <p>Must never know where the packets come from, or start a program.
 */
package org.soundlift.converter.lift;
