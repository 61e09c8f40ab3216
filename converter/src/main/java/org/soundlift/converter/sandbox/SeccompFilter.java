package org.soundlift.converter.sandbox;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The program that decides on system calls ({@code seccomp(2)}): classic BPF, each instruction 8 bytes as of
 * {@code struct sock_filter}. What it denies fails with {@code EPERM}, as if the kernel had denied it, and ends nobody.
 */
final class SeccompFilter {
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final int ALLOW = 0x7FFF_0000;
    private static final int FAIL = 0x0005_0000;

    private static final int LOAD = 0x20;
    private static final int AND = 0x54;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_GREATER_OR_EQUAL = 0x35;
    private static final int JUMP_IF_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;

    // Offsets into struct seccomp_data.
    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int ARGUMENT_0 = 16;
    private static final int ARGUMENT_2 = 32;

    /** Numbers from here on are the x32 interface of x86-64, in which all calls have second numbers. */
    private static final int X32 = 0x4000_0000;

    private static final int CLONE_THREAD = 0x1_0000;
    private static final int CLONE_VM_AND_VFORK = 0x4100;
    private static final int CLONE_NAMESPACES = 0x7E02_0000;

    /** What is decided by its arguments, or is our own to set a sandbox up. */
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
            SystemCall.PRLIMIT64);

    private final List<Long> instructions = new ArrayList<>();

    private SeccompFilter() {}

    static long[] of(Machine machine) {
        SeccompFilter filter = new SeccompFilter();
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

    /** Threads, and children that start a program at once; no copies of the process, and no namespaces. */
    private void processes(Machine machine) {
        add(JUMP_IF_EQUAL, SystemCall.CLONE.number(machine), 1, 0);
        add(RETURN, ALLOW);
        add(LOAD, ARGUMENT_0);
        add(JUMP_IF_ANY_BIT, CLONE_NAMESPACES, 3, 0);
        add(JUMP_IF_ANY_BIT, CLONE_THREAD, 3, 0);
        add(AND, CLONE_VM_AND_VFORK);
        add(JUMP_IF_EQUAL, CLONE_VM_AND_VFORK, 1, 0);
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
