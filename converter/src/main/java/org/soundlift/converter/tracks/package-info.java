/**
 * All audio tracks of one video, each as a file of its own.
 *
 * <p>Read {@link org.soundlift.converter.tracks.AllTracks} first.
 *
 * <p>Knows convert and result.
 *
 * <p>Must never know how one track is converted.
 */
package org.soundlift.converter.tracks;
