/**
 * The sound as it is presented: which samples of the decoded access units are heard, in what order, and where there is silence.
 *
 * <p>Read {@link org.soundlift.mp4.timeline.Timeline} first.
 *
 * <p>Knows times of access units, edits, and numbers of samples.
 *
 * <p>Must never know boxes, files, samples themselves, or FFmpeg.
 */
package org.soundlift.mp4.timeline;
