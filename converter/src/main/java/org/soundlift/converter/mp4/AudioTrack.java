package org.soundlift.converter.mp4;

import java.time.Duration;

/**
 * The audio track that is converted.
 *
 * @param duration what it plays, after the edit list: the length that the MP3 must have
 * @param wholeMp3 whether its samples seem to be MP3 frames, all of which play
 * @param file the track alone, as a file that is made while it is read
 */
public record AudioTrack(Duration duration, boolean wholeMp3, LiftedFile file) {}
