package org.soundlift.converter.sandbox;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The program that decides on system calls ({@code seccomp(2)}): classic BPF, each instruction 8 bytes as of
 * {@code struct sock_filter}. A denied call fails with {@code EPERM}, as if the kernel had denied it, and ends no
 * process.
 */
final class SeccompFilter {
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final int ALLOW = 0x7FFF_0000;
    private static final int FAIL = 0x0005_0000;

    private static final int LOAD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_GREATER_OR_EQUAL = 0x35;
    private static final int JUMP_IF_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;

    // Offsets into struct seccomp_data.
    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int INSTRUCTION_POINTER = 8;
    private static final int ARGUMENT_0 = 16;
    private static final int ARGUMENT_1 = 24;
    private static final int ARGUMENT_2 = 32;

    /** Numbers from here on are the x32 interface of x86-64, in which all calls have second numbers. */
    private static final int X32 = 0x4000_0000;

    private static final int CLONE_THREAD = 0x1_0000;
    private static final int CLONE_NAMESPACES = 0x7E02_0000;
    /** The flags with which the C library starts programs: {@code CLONE_VM | CLONE_VFORK | SIGCHLD}. */
    private static final int CLONE_TO_START = 0x4111;

    private static final int F_SETOWN = 8;
    private static final int F_SETSIG = 10;
    private static final int F_SETOWN_EX = 15;

    /** The calls that are decided by their arguments, or are our own to set a sandbox up. */
    private static final Set<SystemCall> NOT_DENIED = EnumSet.of(
            SystemCall.OPENAT,
            SystemCall.CLOSE,
            SystemCall.PRCTL,
            SystemCall.SECCOMP,
            SystemCall.LANDLOCK_CREATE_RULESET,
            SystemCall.LANDLOCK_ADD_RULE,
            SystemCall.LANDLOCK_RESTRICT_SELF,
            SystemCall.CLONE,
            SystemCall.CLONE3,
            SystemCall.FCNTL,
            SystemCall.PRLIMIT64);

    private final List<Long> instructions = new ArrayList<>();

    private final LibraryCode library;

    private SeccompFilter(LibraryCode library) {
        this.library = library;
    }

    /** @param library our own C library, which starts the program */
    static long[] of(Machine machine, LibraryCode library) {
        SeccompFilter filter = new SeccompFilter(library);
        filter.write(machine);
        return filter.instructions.stream().mapToLong(Long::longValue).toArray();
    }

    private void write(Machine machine) {
        add(LOAD, ARCHITECTURE);
        add(JUMP_IF_EQUAL, machine.auditArchitecture(), 1, 0);
        fail(EPERM);
        add(LOAD, NUMBER);
        if (machine == Machine.X86_64) {
            add(JUMP_IF_GREATER_OR_EQUAL, X32, 0, 1);
            fail(EPERM);
        }
        add(JUMP_IF_GREATER_OR_EQUAL, SystemCall.HIGHEST + 1, 0, 1);
        fail(ENOSYS);
        for (SystemCall call : EnumSet.complementOf(EnumSet.copyOf(NOT_DENIED))) {
            if (call.number(machine) != SystemCall.NONE) {
                add(JUMP_IF_EQUAL, call.number(machine), 0, 1);
                fail(EPERM);
            }
        }
        // Its arguments lie in memory, which a filter can't see; the C library then uses clone.
        add(JUMP_IF_EQUAL, SystemCall.CLONE3.number(machine), 0, 1);
        fail(ENOSYS);
        limits(machine);
        signals(machine);
        processes(machine);
        add(RETURN, ALLOW);
    }

    /** Limits may be read, and only one's own: the process must be 0, and the new limits a null pointer. */
    private void limits(Machine machine) {
        add(JUMP_IF_EQUAL, SystemCall.PRLIMIT64.number(machine), 0, 8);
        add(LOAD, ARGUMENT_0);
        add(JUMP_IF_EQUAL, 0, 0, 4);
        add(LOAD, ARGUMENT_2);
        add(JUMP_IF_EQUAL, 0, 0, 2);
        add(LOAD, ARGUMENT_2 + 4);
        add(JUMP_IF_EQUAL, 0, 1, 0);
        fail(EPERM);
        add(RETURN, ALLOW);
    }

    /** The receiver of a signal on input could be any process, by any signal. */
    private void signals(Machine machine) {
        add(JUMP_IF_EQUAL, SystemCall.FCNTL.number(machine), 0, 6);
        add(LOAD, ARGUMENT_1);
        add(JUMP_IF_EQUAL, F_SETOWN, 3, 0);
        add(JUMP_IF_EQUAL, F_SETSIG, 2, 0);
        add(JUMP_IF_EQUAL, F_SETOWN_EX, 1, 0);
        add(RETURN, ALLOW);
        fail(EPERM);
    }

    /**
     * Threads; and children that start a program, as our own C library makes them. The program that is started has that
     * library at another, random address, so that it can make none.
     */
    private void processes(Machine machine) {
        add(JUMP_IF_EQUAL, SystemCall.CLONE.number(machine), 1, 0);
        add(RETURN, ALLOW);
        add(LOAD, ARGUMENT_0);
        add(JUMP_IF_ANY_BIT, CLONE_NAMESPACES, 7, 0);
        add(JUMP_IF_ANY_BIT, CLONE_THREAD, 7, 0);
        add(JUMP_IF_EQUAL, CLONE_TO_START, 0, 5);
        add(LOAD, INSTRUCTION_POINTER + 4);
        add(JUMP_IF_EQUAL, (int) (library.begin() >>> 32), 0, 3);
        add(LOAD, INSTRUCTION_POINTER);
        add(JUMP_IF_GREATER_OR_EQUAL, (int) library.begin(), 0, 1);
        add(JUMP_IF_GREATER_OR_EQUAL, (int) library.end(), 0, 1);
        fail(EPERM);
    }

    private void fail(int errno) {
        add(RETURN, FAIL | errno);
    }

    private void add(int code, int operand) {
        add(code, operand, 0, 0);
    }

    /** @param ifTrue how many instructions a jump goes over */
    private void add(int code, int operand, int ifTrue, int ifFalse) {
        instructions.add(code | (long) ifTrue << 16 | (long) ifFalse << 24 | (long) operand << 32);
    }
}
