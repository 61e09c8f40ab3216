package org.soundlift.core.job;

/**
 * A callback URL has answered that it wants no more webhooks (410). Lossy: a gateway that misses it hears of it the
 * next time.
 */
public record CallbackGone(CallbackUrl url) {}
