package org.soundlift.converter.mp4;

import java.time.Duration;

/**
 * The audio track that is converted.
 *
 * @param trackId {@code track_ID} of its header (ISO/IEC 14496-12 §8.3.2)
 * @param codec four-character code of its first sample description
 * @param duration what it plays, after the edit list: the length that the MP3 must have
 * @param file the track alone, as a file that is made while it is read
 */
public record AudioTrack(int trackId, String codec, Duration duration, LiftedFile file) {}
