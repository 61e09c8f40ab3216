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
 * The denials that an FFmpeg in its sandbox was seen to meet, rather than those that it should meet: it is told to
 * read a file that every user may read, to connect to a port of ours, and to take 2 GB.
 */
public record SandboxProof(Set<Denial> denied) {
    private static final String READABLE_BY_ALL = "/etc/passwd";
    private static final String TOO_MANY_BYTES = "2000000000";
    private static final byte[] SOME_INPUT = "some input".getBytes(US_ASCII);
    private static final int CONNECTION_MILLIS = 20;

    /** The denials of a sandbox. */
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

    /** Returns the denials that were not seen. */
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

    /** Returns the messages of FFmpeg while it copies its input, which it does not look at. */
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
