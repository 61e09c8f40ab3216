package org.soundlift.app.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before a server of this machine and counts the bytes that pass. */
public final class CountingRelay implements AutoCloseable {
    private final ServerSocket front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int back;
    private final AtomicLong there = new AtomicLong();
    private final AtomicLong fromThere = new AtomicLong();
    private final AtomicLong cut = new AtomicLong(Long.MAX_VALUE);
    private volatile long cutAgainAfter;
    private volatile int cuts;

    public CountingRelay(int back) throws IOException {
        this.back = back;
        Thread.ofVirtual().start(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + front.getLocalPort());
    }

    /** The line breaks once, when so many bytes have passed to the server. */
    public void cutAfter(long bytes) {
        cut.set(bytes);
    }

    /** The line breaks again and again, each time when so many bytes have passed to the server. */
    public void cutEvery(long bytes, int times) {
        cutAgainAfter = bytes;
        cuts = times;
        cut.set(there.get() + bytes);
    }

    /** Returns how often the line is still to break. */
    public int cutsLeft() {
        return cuts;
    }

    private synchronized boolean isCut(AtomicLong count, AtomicLong limit) {
        if (count.get() < limit.get()) {
            return false;
        }
        cuts = Math.max(0, cuts - 1);
        limit.set(cuts > 0 ? count.get() + cutAgainAfter : Long.MAX_VALUE);
        return true;
    }

    public long bytesToServer() {
        return there.get();
    }

    public long bytesFromServer() {
        return fromThere.get();
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket client = front.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), back);
                Thread.ofVirtual().start(() -> pass(client, server, there, cut));
                Thread.ofVirtual().start(() -> pass(server, client, fromThere, new AtomicLong(Long.MAX_VALUE)));
            } catch (IOException closed) {
                // The test ends.
            }
        }
    }

    private void pass(Socket from, Socket to, AtomicLong count, AtomicLong limit) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count.addAndGet(read);
                if (isCut(count, limit)) {
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException ended) {
            // Then both ends are closed.
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
    }
}
