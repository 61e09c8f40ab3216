package org.soundlift.core.trace;

import java.util.Optional;

/** The trace of what this thread works on. */
public final class CurrentTrace {
    /** The name of the trace's id in logs and answers. */
    public static final String ID = "request_id";

    private static final ThreadLocal<Optional<TraceContext>> CURRENT = ThreadLocal.withInitial(Optional::empty);

    private CurrentTrace() {}

    public static Optional<TraceContext> get() {
        return CURRENT.get();
    }

    public static void set(TraceContext context) {
        CURRENT.set(Optional.of(context));
    }

    public static void clear() {
        CURRENT.remove();
    }
}
