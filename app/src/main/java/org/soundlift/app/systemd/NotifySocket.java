package org.soundlift.app.systemd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A datagram socket of Linux (unix(7)), which Java's own channels can't speak to.
 *
 * @param path its file, or {@code @} and its abstract name
 */
@SuppressWarnings("restricted") // Native access is what this class is for.
record NotifySocket(String path) {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int FAMILY_BYTES = 2;
    /** {@code struct sockaddr_un}. */
    private static final int LONGEST_PATH = 108;

    /** @throws IOException if it is not delivered */
    void send(String state) throws IOException {
        byte[] name = path.getBytes(UTF_8);
        if (name.length > LONGEST_PATH) {
            throw new IOException("the name of the socket is too long: " + path);
        }
        if (path.startsWith("@")) {
            name[0] = 0;
        }
        byte[] bytes = state.getBytes(UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(FAMILY_BYTES + LONGEST_PATH, Short.BYTES);
            address.set(JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(name, 0, address, JAVA_BYTE, FAMILY_BYTES, name.length);
            MemorySegment message = arena.allocateFrom(JAVA_BYTE, bytes);
            if (!deliver(message, bytes.length, address, FAMILY_BYTES + name.length)) {
                throw new IOException("nothing can be sent to " + path);
            }
        }
    }

    private static boolean deliver(MemorySegment message, long length, MemorySegment address, int addressLength)
            throws IOException {
        MethodHandle socket = function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
        MethodHandle sendto = function("sendto", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
        MethodHandle close = function("close", JAVA_INT, JAVA_INT);
        try {
            int descriptor = (int) socket.invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            if (descriptor < 0) {
                return false;
            }
            try {
                return (long) sendto.invokeExact(descriptor, message, length, 0, address, addressLength) == length;
            } finally {
                int _ = (int) close.invokeExact(descriptor);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) { // Method handles declare it; functions of C throw nothing.
            throw new IOException(e);
        }
    }

    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters)
            throws IOException {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup()
                .find(name)
                .orElseThrow(() -> new IOException("there is no function " + name + " on this system"));
        return linker.downcallHandle(address, FunctionDescriptor.of(result, parameters));
    }
}
