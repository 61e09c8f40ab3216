package org.soundlift.converter.sandbox;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Starts programs that read what strangers sent. Where the system allows it, such a program can open no file but its own,
 * no connection, no other process, and can use no more than it is given.
 *
 * <p>Linux confines threads, and what a confined thread starts is confined like it: so a fresh thread confines itself,
 * starts the program, and ends. It must do nothing else, for any thread that it made would be confined as well.
 */
public final class Sandbox {
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SECCOMP_SET_MODE_FILTER = 1;

    /** Without it, glibc sets address space aside for each of the first threads: 64 MiB of what the program is given. */
    private static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "1");

    private final Optional<Linux> linux;
    private final Optional<Landlock> landlock;
    private final Optional<String> missing;

    private Sandbox(Optional<Linux> linux, Optional<Landlock> landlock, Optional<String> missing) {
        this.linux = linux;
        this.landlock = landlock;
        this.missing = missing;
    }

    /** As tight as this system can make it. */
    public static Sandbox create() {
        Optional<Linux> linux = Linux.find();
        if (linux.isEmpty()) {
            return new Sandbox(
                    linux, Optional.empty(), Optional.of("confining programs needs Linux on x86-64 or ARM64"));
        }
        try {
            return new Sandbox(linux, Optional.of(Landlock.of(linux.get())), Optional.empty());
        } catch (IOException e) {
            return new Sandbox(linux, Optional.empty(), Optional.of("this Linux has no Landlock: " + e.getMessage()));
        }
    }

    /** Confines nothing. */
    public static Sandbox off() {
        return new Sandbox(Optional.empty(), Optional.empty(), Optional.of("switched off"));
    }

    /** Why it is not as tight as it could be; empty where it is. */
    public Optional<String> missing() {
        return missing;
    }

    /**
     * Starts a program with nothing of our environment. Its limits hold when this returns; what it does before it has read
     * anything may come earlier.
     *
     * @param builder the program's path and its arguments, and where its output goes
     */
    public Process start(ProcessBuilder builder, Confinement confinement) throws IOException {
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        if (linux.isEmpty()) {
            return builder.start();
        }
        Process process = startConfined(linux.get(), builder, confinement);
        try {
            new ResourceLimits(linux.get()).apply(process.pid(), confinement.limits());
        } catch (SystemCallException e) {
            if (e.errno() != SystemCallException.NO_SUCH_PROCESS) { // It has ended already.
                handle(process).ifPresent(Sandbox::kill);
                throw e;
            }
        }
        return process;
    }

    /**
     * Returns the handle of a process that was started here; empty if it has ended. The one that Java makes itself is of no use: the
     * thread that starts a process is confined and can't read when that began, and without that time no signal is sent.
     */
    public static Optional<ProcessHandle> handle(Process process) {
        return ProcessHandle.of(process.pid()).filter(_ -> process.isAlive());
    }

    /** Ends a process and all that it has started. */
    public static void kill(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private Process startConfined(Linux system, ProcessBuilder builder, Confinement confinement) throws IOException {
        OptionalLong rules =
                landlock.isPresent() ? OptionalLong.of(landlock.get().rules(confinement)) : OptionalLong.empty();
        long[] filter = SeccompFilter.of(system.machine(), LibraryCode.find());
        CompletableFuture<Process> started = new CompletableFuture<>();
        try (Arena arena = Arena.ofShared()) {
            MemorySegment program =
                    Linux.longs(arena, filter.length, Linux.longs(arena, filter).address());
            // All that it needs lies ready: once confined, it could not even load a class.
            var _ = Thread.ofPlatform().name("confined").daemon().start(() -> {
                try {
                    system.call(SystemCall.PRCTL, PR_SET_NO_NEW_PRIVS, 1);
                    if (rules.isPresent()) {
                        system.call(SystemCall.LANDLOCK_RESTRICT_SELF, rules.getAsLong(), 0);
                    }
                    system.call(SystemCall.SECCOMP, SECCOMP_SET_MODE_FILTER, 0, program.address());
                    started.complete(builder.start());
                } catch (IOException | RuntimeException | Error e) {
                    started.completeExceptionally(e);
                }
            });
            return started.join();
        } catch (CompletionException e) {
            throw new IOException("can't start " + builder.command().getFirst() + " confined", e.getCause());
        } finally {
            if (rules.isPresent()) {
                system.call(SystemCall.CLOSE, rules.getAsLong());
            }
        }
    }
}
