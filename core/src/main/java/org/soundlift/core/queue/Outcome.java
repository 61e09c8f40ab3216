package org.soundlift.core.queue;

/** The outcome of a handler on a message. */
public sealed interface Outcome {
    Outcome DONE = new Done();
    Outcome RELEASE = new Release();

    /** The work is done and its result is durable: forget the message. */
    record Done() implements Outcome {}

    /** The surroundings failed: deliver again, later and later. */
    record Retry(String reason) implements Outcome {}

    /** No delivery will ever succeed: keep the message among the dead letters. */
    record Reject(String reason) implements Outcome {}

    /** Not begun, or interrupted by a shutdown: deliver again at once, not counted as an attempt. */
    record Release() implements Outcome {}
}
