package org.soundlift.app.backup;

/** Hears how far the copying of media is. Its methods are called by one thread at a time. */
public interface Progress {
    void begin(int files);

    /** One more is copied, or was there already. */
    void copied(long bytes);
}
