package org.soundlift.core.job;

/** Who answers there wants to be told nothing more (410). Lossy: whoever misses it is told the next time. */
public record CallbackGone(CallbackUrl url) {}
