package org.soundlift.core.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of files at this machine, with ranges (RFC 9110 §14) or without, which fails as it is asked to. */
public final class FileServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
    private static final int CHUNK = 1 << 16;

    private final HttpServer server;
    private final Map<String, Path> files = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger failing = new AtomicInteger();
    private final AtomicInteger cutting = new AtomicInteger();
    private volatile boolean hasRanges = true;
    private volatile long nanosPerChunk;
    private volatile int mostPerAnswer = Integer.MAX_VALUE;

    public FileServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns the URL of a path. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Serves a file, and returns its URL. */
    public String serve(String path, Path file) {
        files.put(path, file);
        return url(path);
    }

    /** Redirects a path, and returns its URL. */
    public String redirect(String path, String location) {
        redirects.put(path, location);
        return url(path);
    }

    /** Adds a header to each answer. */
    public void header(String name, String value) {
        headers.put(name, value);
    }

    /** Serves a path no longer. */
    public void forget(String path) {
        files.remove(path);
    }

    /** No part that is sent is longer. */
    public void mostPerAnswer(int bytes) {
        mostPerAnswer = bytes;
    }

    public void withoutRanges() {
        hasRanges = false;
    }

    /** The next answers have status 503. */
    public void fail(int times) {
        failing.set(times);
    }

    /** The next answers end after half of what they announce. */
    public void cut(int times) {
        cutting.set(times);
    }

    /** Each answer is sent at such a speed; 0: as fast as it goes. */
    public void slow(long bytesPerSecond) {
        nanosPerChunk = bytesPerSecond == 0 ? 0 : CHUNK * 1_000_000_000L / bytesPerSecond;
    }

    /** Returns the bytes of files that were sent. */
    public long sentBytes() {
        return sent.get();
    }

    public int requests() {
        return requests.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            String path = exchange.getRequestURI().getPath();
            headers.forEach(exchange.getResponseHeaders()::set);
            if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.sendResponseHeaders(503, -1);
            } else if (redirects.containsKey(path)) {
                exchange.getResponseHeaders().set("Location", redirects.get(path));
                exchange.sendResponseHeaders(302, -1);
            } else if (files.containsKey(path)) {
                send(exchange, files.get(path));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private void send(HttpExchange exchange, Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            long size = file.size();
            String tag = "\"" + size + "\"";
            exchange.getResponseHeaders().set("ETag", tag);
            String condition = exchange.getRequestHeaders().getFirst("If-Range");
            Optional<Matcher> range = Optional.ofNullable(
                            exchange.getRequestHeaders().getFirst("Range"))
                    .filter(_ -> hasRanges && (condition == null || condition.equals(tag)))
                    .map(RANGE::matcher)
                    .filter(Matcher::matches);
            long first = range.map(m -> Long.parseLong(m.group(1))).orElse(0L);
            long end = range.map(m -> Math.min(size, Long.parseLong(m.group(2)) + 1))
                    .map(e -> Math.min(e, first + mostPerAnswer))
                    .orElse(size);
            if (first >= end) {
                exchange.sendResponseHeaders(range.isPresent() ? 416 : 200, -1);
                return;
            }
            if (range.isPresent()) {
                exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + size);
            }
            exchange.sendResponseHeaders(range.isPresent() ? 206 : 200, end - first);
            boolean isCut = cutting.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            copy(file, first, isCut ? (first + end) / 2 : end, exchange.getResponseBody());
        }
    }

    private void copy(FileChannel file, long first, long end, OutputStream out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long at = first; at < end; at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(CHUNK, end - at));
            file.read(chunk, at);
            out.write(chunk.array(), 0, chunk.limit());
            sent.addAndGet(chunk.limit());
            pause();
        }
    }

    /** Sends no faster than the test asks for. */
    private void pause() throws IOException {
        try {
            Thread.sleep(nanosPerChunk / 1_000_000);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
