package org.soundlift.converter.sandbox;

import java.lang.foreign.Arena;

/** Sets another process's limits ({@code prlimit(2)}; numbers as in {@code asm-generic/resource.h}). */
final class ResourceLimits {
    private static final int CPU_SECONDS = 0;
    private static final int FILE_BYTES = 1;
    private static final int CORE_BYTES = 4;
    private static final int OPEN_FILES = 7;
    private static final int ADDRESS_SPACE_BYTES = 9;

    private final Linux linux;

    ResourceLimits(Linux linux) {
        this.linux = linux;
    }

    void apply(long pid, Confinement.Limits limits) throws SystemCallException {
        long seconds = limits.cpu().plusMillis(999).toSeconds();
        // At the first number a signal says why it is ended; at the second nothing can be done about it.
        set(pid, CPU_SECONDS, seconds, seconds + 5);
        set(pid, FILE_BYTES, limits.fileBytes(), limits.fileBytes());
        set(pid, CORE_BYTES, 0, 0);
        set(pid, OPEN_FILES, limits.openFiles(), limits.openFiles());
        set(pid, ADDRESS_SPACE_BYTES, limits.memoryBytes(), limits.memoryBytes());
    }

    private void set(long pid, int resource, long soft, long hard) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            linux.call(
                    SystemCall.PRLIMIT64,
                    pid,
                    resource,
                    Linux.longs(arena, soft, hard).address(),
                    0);
        }
    }
}
