package org.soundlift.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Ends connections with requests that trickle in. Jetty ends only those that are silent, and a byte now and then is
 * not silence. They are watched from outside, since a byte may be one that no reader of a body ever sees.
 */
final class SlowConnections extends AbstractLifeCycle {
    private final ServerConnector connector;
    private final Limits limits;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("slow-connections").daemon().factory());
    private Map<HttpConnection, Pace> paces = new HashMap<>();

    /**
     * The limits below which a connection is slow.
     *
     * @param headers for all headers of a request
     * @param body within which {@code bodyBytes} of a body have to come
     * @param period between two looks
     */
    record Limits(Duration headers, Duration body, long bodyBytes, Duration period) {
        /** Slower than any line on which a video can be sent; longer than any silence that is allowed. */
        static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(20), Duration.ofSeconds(180), 180_000, Duration.ofSeconds(5));
    }

    /** The bytes that a connection had taken in at a moment. */
    private record Pace(long nanos, long bytes) {}

    SlowConnections(ServerConnector connector, Limits limits) {
        this.connector = connector;
        this.limits = limits;
    }

    @Override
    protected void doStart() {
        long period = limits.period().toMillis();
        var _ = scheduler.scheduleWithFixedDelay(this::closeSlow, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        scheduler.shutdownNow();
    }

    private void closeSlow() {
        Map<HttpConnection, Pace> now = new HashMap<>();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            if (endPoint.getConnection() instanceof HttpConnection connection) {
                if (isSlowInHeaders(connection.getParser()) || isSlowInBody(endPoint, connection, now)) {
                    endPoint.close();
                }
            }
        }
        paces = now;
    }

    private boolean isSlowInHeaders(HttpParser parser) {
        long begin = parser.getBeginNanoTime(); // Read first: it is 0 again when the request is over.
        return begin != 0
                && parser.inHeaderState()
                && !parser.isStart()
                && System.nanoTime() - begin > limits.headers().toNanos();
    }

    /** Only while we wait for the client: a store that takes long is not its fault. */
    private boolean isSlowInBody(EndPoint endPoint, HttpConnection connection, Map<HttpConnection, Pace> now) {
        if (!connection.getParser().inContentState()) {
            return false;
        }
        Pace present = new Pace(System.nanoTime(), connection.getBytesIn());
        Pace since = paces.getOrDefault(connection, present);
        boolean fast = present.bytes() - since.bytes() >= limits.bodyBytes();
        now.put(connection, fast || !endPoint.isFillInterested() ? present : since);
        return !fast
                && endPoint.isFillInterested()
                && present.nanos() - since.nanos() > limits.body().toNanos();
    }
}
