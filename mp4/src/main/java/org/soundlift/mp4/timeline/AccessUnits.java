package org.soundlift.mp4.timeline;

/** The access units of a sound, in the order of decoding, as far as their lengths are concerned. */
public interface AccessUnits {
    /** Returns the number of access units. */
    long count();

    /**
     * Returns the number of samples that the units before {@code unit} are decoded to.
     *
     * @param unit 0 to {@link #count}
     */
    long begin(long unit);

    /** Returns the unit that holds a sample; the last one for any sample behind it. */
    long at(long sample);
}
