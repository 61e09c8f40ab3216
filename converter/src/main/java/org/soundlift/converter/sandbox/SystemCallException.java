package org.soundlift.converter.sandbox;

import java.io.IOException;

/** A system call has failed. */
final class SystemCallException extends IOException {
    static final int NO_SUCH_PROCESS = 3;

    private static final long serialVersionUID = 1;

    private final int errno;

    SystemCallException(SystemCall call, int errno) {
        super(call + " failed with errno " + errno);
        this.errno = errno;
    }

    /** As of {@code errno(3)}. */
    int errno() {
        return errno;
    }
}
