package org.soundlift.app.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** Stands before a server of this machine, and is as bad a network as it is asked to be. */
final class FaultyRelay implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 14;
    private static final Duration RETRANSMISSION = Duration.ofMillis(200);

    private final ServerSocket front = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final int back;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> servers = ConcurrentHashMap.newKeySet();
    private volatile Line line = Line.GOOD;

    /**
     * The state of the network.
     *
     * @param delay of everything that passes, in one direction
     * @param bytesPerSecond 0 for as many as there are
     * @param answers changes what the server sends; each part is of at most 16 KiB
     * @param closeAfter bytes from the server, after which a connection ends; 0 for never
     */
    record Line(State state, Duration delay, int bytesPerSecond, UnaryOperator<byte[]> answers, int closeAfter) {
        static final Line GOOD = of(State.OPEN);
        /** Nothing passes, and neither end hears of it. */
        static final Line SILENT = of(State.SILENT);
        /** Connections are reset, those that are open too. */
        static final Line REFUSING = of(State.REFUSING);
        /** The server has forgotten all connections, and the clients have not heard of it. */
        static final Line HALF_OPEN = of(State.HALF_OPEN);
        /** A packet in a hundred is sent again after the shortest time-out of TCP (RFC 6298 allows 200 ms in practice). */
        static final Line LOSSY = new Line(State.LOSSY, Duration.ZERO, 0, part -> part, 0);

        enum State {
            OPEN,
            SILENT,
            REFUSING,
            HALF_OPEN,
            LOSSY
        }

        private static Line of(State state) {
            return new Line(state, Duration.ZERO, 0, part -> part, 0);
        }

        static Line late(Duration delay) {
            return new Line(State.OPEN, delay, 0, part -> part, 0);
        }

        static Line slow(int bytesPerSecond) {
            return new Line(State.OPEN, Duration.ZERO, bytesPerSecond, part -> part, 0);
        }

        static Line changing(UnaryOperator<byte[]> answers) {
            return new Line(State.OPEN, Duration.ZERO, 0, answers, 0);
        }

        static Line closing(int after) {
            return new Line(State.OPEN, Duration.ZERO, 0, part -> part, after);
        }

        boolean isMute() {
            return state == State.SILENT || state == State.HALF_OPEN;
        }
    }

    FaultyRelay(int back) throws IOException {
        this.back = back;
        Thread.ofPlatform().daemon().name("relay-" + back).start(this::accept);
    }

    int port() {
        return front.getLocalPort();
    }

    /** Makes the network of that kind from now on, for open connections too. */
    void become(Line next) {
        line = next;
        if (next.state() == Line.State.REFUSING) {
            open.forEach(FaultyRelay::reset);
        } else if (next.state() == Line.State.HALF_OPEN) {
            servers.forEach(FaultyRelay::reset);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // That is what is wanted.
        }
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket client = front.accept();
                if (line.state() == Line.State.REFUSING) {
                    reset(client);
                    continue;
                }
                Thread.ofPlatform().daemon().start(() -> connect(client));
            } catch (IOException closed) {
                // The test ends.
            }
        }
    }

    private void connect(Socket client) {
        try {
            awaitVoice();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), back);
            open.add(client);
            open.add(server);
            servers.add(server);
            Thread.ofPlatform().daemon().start(() -> pass(client, server, false));
            Thread.ofPlatform().daemon().start(() -> pass(server, client, true));
        } catch (IOException away) {
            reset(client);
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            long passed = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitVoice();
                Line now = line;
                LockSupport.parkNanos(now.delay().toNanos());
                if (now.state() == Line.State.LOSSY
                        && ThreadLocalRandom.current().nextInt(100) == 0) {
                    LockSupport.parkNanos(RETRANSMISSION.toNanos());
                }
                byte[] part = java.util.Arrays.copyOf(buffer, read);
                write(out, answers ? now.answers().apply(part) : part, now.bytesPerSecond());
                passed += read;
                if (answers && now.closeAfter() > 0 && passed > now.closeAfter()) {
                    return;
                }
            }
        } catch (IOException ended) {
            // Then both ends are closed.
        } finally {
            awaitVoice(); // The other end does not hear of it before the network is well again.
            List.of(from, to).forEach(FaultyRelay::reset);
            open.removeAll(List.of(from, to));
            servers.removeAll(List.of(from, to));
        }
    }

    private void write(OutputStream out, byte[] part, int bytesPerSecond) throws IOException {
        if (bytesPerSecond == 0) {
            out.write(part);
            return;
        }
        int tenth = Math.max(1, bytesPerSecond / 10);
        for (int at = 0; at < part.length; at += tenth) {
            out.write(part, at, Math.min(tenth, part.length - at));
            if (line.bytesPerSecond() > 0) { // What waits is let go when the network is well again.
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    private void awaitVoice() {
        while (line.isMute() && !front.isClosed()) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
        open.forEach(FaultyRelay::reset);
    }
}
