package org.soundlift.converter.ffmpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an FFmpeg in its sandbox was seen to be denied, rather than what should be denied: it is told to read a file that
 * anyone may read, to connect to a port at which we listen, and to take 2 GB.
 */
public record SandboxProof(Set<Denial> denied) {
    private static final String READABLE_BY_ALL = "/etc/passwd";
    private static final String TOO_MANY_BYTES = "2000000000";
    private static final byte[] SOME_INPUT = "some input".getBytes(US_ASCII);
    private static final int CONNECTION_MILLIS = 20;

    /** What a sandbox denies. */
    public enum Denial {
        /** Opening a file. */
        FILES,
        /** Connecting to the network. */
        NETWORK,
        /** Memory without end. */
        MEMORY
    }

    public SandboxProof {
        denied = Set.copyOf(denied);
    }

    /** Of an FFmpeg that has no sandbox. */
    static final SandboxProof NONE = new SandboxProof(Set.of());

    /** Tries all at the same time. */
    static SandboxProof of(Ffmpeg ffmpeg) throws InterruptedException {
        Set<Denial> denied = ConcurrentHashMap.newKeySet();
        List<Thread> attempts = new ArrayList<>();
        for (Denial denial : Denial.values()) {
            attempts.add(Thread.ofPlatform().start(() -> {
                if (isDenied(ffmpeg, denial)) {
                    denied.add(denial);
                }
            }));
        }
        for (Thread attempt : attempts) {
            attempt.join();
        }
        return new SandboxProof(denied);
    }

    /** What was not seen to be denied. */
    public Set<Denial> open() {
        Set<Denial> open = EnumSet.allOf(Denial.class);
        open.removeAll(denied);
        return open;
    }

    private static boolean isDenied(Ffmpeg ffmpeg, Denial denial) {
        return switch (denial) {
            case FILES -> copy(ffmpeg, "-i", "file:" + READABLE_BY_ALL).contains("Permission denied");
            case NETWORK -> cannotConnect(ffmpeg);
            case MEMORY ->
                copy(ffmpeg, "-raw_packet_size", TOO_MANY_BYTES, "-i", "pipe:0").contains("Cannot allocate memory");
        };
    }

    private static boolean cannotConnect(Ffmpeg ffmpeg) {
        try (ServerSocket decoy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            decoy.setSoTimeout(CONNECTION_MILLIS);
            String said = copy(ffmpeg, "-i", "tcp://127.0.0.1:" + decoy.getLocalPort());
            return said.contains("not permitted") && !isVisited(decoy);
        } catch (IOException noDecoy) {
            return false;
        }
    }

    private static boolean isVisited(ServerSocket decoy) throws IOException {
        try {
            decoy.accept().close();
            return true;
        } catch (SocketTimeoutException nobodyCame) {
            return false;
        }
    }

    /** What FFmpeg says while it copies from its input, without looking at what it copies. */
    private static String copy(Ffmpeg ffmpeg, String... source) {
        List<String> arguments = new ArrayList<>(List.of("-v", "error", "-f", "data"));
        arguments.addAll(List.of(source));
        arguments.addAll(List.of("-map", "0", "-c", "copy", "-f", "data", "pipe:1"));
        try {
            return ffmpeg.ask(SOME_INPUT, arguments.toArray(String[]::new));
        } catch (IOException doesNotStart) {
            return ""; // Then it denies nothing that could be seen.
        }
    }
}
