/**
 * The audio tracks of a video, and the choice among them.
 *
 * <p>Read {@link org.soundlift.core.track.TrackChoice} first.
 *
 * <p>Knows nothing.
 *
 * <p>Must never know a file.
 */
package org.soundlift.core.track;
