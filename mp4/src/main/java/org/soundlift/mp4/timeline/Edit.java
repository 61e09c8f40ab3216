package org.soundlift.mp4.timeline;

/**
 * An entry of an edit list (ISO/IEC 14496-12 §8.6.6).
 *
 * @param mediaTime where in the media it begins, in ticks of the media; {@link #EMPTY} for silence
 * @param samples how long it is heard, in samples of the timeline's rate; {@link #TO_THE_END} of the media
 */
public record Edit(long mediaTime, long samples) {
    /** Nothing of the media. */
    public static final long EMPTY = -1;

    /** The rest of the media. */
    public static final long TO_THE_END = Long.MAX_VALUE;
}
