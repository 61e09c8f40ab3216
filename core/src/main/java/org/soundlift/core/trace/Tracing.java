package org.soundlift.core.trace;

import java.util.Optional;

/** Records pieces of work, for whoever looks at traces. */
public interface Tracing {
    /** Records nothing; requests have ids all the same. */
    Tracing OFF = (_, _, parent) -> new Unrecorded(parent.orElseGet(TraceContext::random));

    /** The kind of a piece of work. */
    enum Kind {
        /** An answer to a request. */
        SERVER,
        /** The work that a message asks for. */
        CONSUMER
    }

    /**
     * Begins a piece of work.
     *
     * @param parent the piece that asked for it; empty if it begins a trace
     */
    Span begin(String name, Kind kind, Optional<TraceContext> parent);

    /** A piece of work that goes on until it is closed. */
    interface Span extends AutoCloseable {
        TraceContext context();

        /** Names it anew: some names are only known when it ends. */
        void rename(String name);

        /** Notes a fact. */
        void note(String key, String value);

        /** Notes a number. */
        void note(String key, long value);

        /** Notes another trace that it has to do with. */
        void link(TraceContext other);

        /** Notes that it failed. */
        void fail(String reason);

        @Override
        void close();
    }

    /** A piece of work of which nothing is recorded. */
    record Unrecorded(TraceContext context) implements Span {
        @Override
        public void rename(String name) {}

        @Override
        public void note(String key, String value) {}

        @Override
        public void note(String key, long value) {}

        @Override
        public void link(TraceContext other) {}

        @Override
        public void fail(String reason) {}

        @Override
        public void close() {}
    }
}
