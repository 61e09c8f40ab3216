package org.soundlift.core.service;

/**
 * Something that runs. Constructors do no I/O; {@link #start} is called until it does not throw {@link
 * UnreachableException}, {@link #close} at most once and also after a failed start.
 */
public interface Service extends AutoCloseable {
    /** Returns the name for operators, such as {@code storage filesystem}. */
    String name();

    /**
     * @throws UnreachableException if a server that it needs can't be reached now
     * @throws Exception if it can't work; the message says what to change
     */
    void start() throws Exception;

    /** Returns its health at this moment. Answers within seconds and never throws. */
    CheckResult check();

    /** Ends what was started and waits for it. */
    @Override
    void close();
}
