package org.soundlift.converter.sandbox;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/** Makes system calls of Linux through the C library's function {@code syscall(2)}. */
final class Linux {
    private static final int ARGUMENTS = 5;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    private final Machine machine;
    private final MethodHandle syscall;

    @SuppressWarnings("restricted") // Native access is what this class is for.
    private Linux(Machine machine) {
        this.machine = machine;
        Linker linker = Linker.nativeLinker();
        this.syscall = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));
    }

    /** Empty on other systems, and on machines with system calls that are not known here. */
    static Optional<Linux> find() {
        return Machine.ofLinux().map(Linux::new);
    }

    Machine machine() {
        return machine;
    }

    /**
     * Makes a call on this thread.
     *
     * @param arguments numbers, and addresses of memory that stays allocated meanwhile
     * @throws SystemCallException if it fails
     */
    long call(SystemCall call, long... arguments) throws SystemCallException {
        long[] all = new long[ARGUMENTS];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long result = (long)
                    syscall.invokeExact(state, (long) call.number(machine), all[0], all[1], all[2], all[3], all[4]);
            if (result < 0) {
                throw new SystemCallException(call, (int) ERRNO.get(state, 0L));
            }
            return result;
        } catch (SystemCallException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) { // Which a method handle declares, whatever it leads to.
            throw new AssertionError("a native call throws nothing of its own", e);
        }
    }

    /** Numbers in memory as C lays them out. */
    static MemorySegment longs(Arena arena, long... values) {
        return arena.allocateFrom(JAVA_LONG, values);
    }
}
