package org.soundlift.core.options;

/** The treatment of something that a video may carry beside its sound. */
public enum Inclusion {
    /** The video's own goes into the result. */
    KEEP,
    /** It is left out. */
    NONE,
    /** The owner has given another. */
    GIVEN
}
