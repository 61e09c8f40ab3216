package org.soundlift.converter.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

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
            MemorySegment before = Linux.longs(arena, 0, 0);
            linux.call(SystemCall.PRLIMIT64, pid, resource, 0, before.address());
            long most = before.get(ValueLayout.JAVA_LONG, Long.BYTES); // Only root may raise that.
            long lower = Long.compareUnsigned(hard, most) < 0 ? hard : most;
            MemorySegment after = Linux.longs(arena, Math.min(soft, lower), lower);
            linux.call(SystemCall.PRLIMIT64, pid, resource, after.address(), 0);
        }
    }
}
