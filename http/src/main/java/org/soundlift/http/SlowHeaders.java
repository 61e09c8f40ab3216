package org.soundlift.http;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Ends connections whose requests never come to the end of their headers. Jetty ends only those that are silent, and a byte
 * now and then is not silence.
 */
final class SlowHeaders extends AbstractLifeCycle {
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final ServerConnector connector;
    private final Duration limit;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("slow-headers").daemon().factory());

    /** @param limit for all headers of a request */
    SlowHeaders(ServerConnector connector, Duration limit) {
        this.connector = connector;
        this.limit = limit;
    }

    @Override
    protected void doStart() {
        var _ = scheduler.scheduleWithFixedDelay(
                this::closeSlow, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        scheduler.shutdownNow();
    }

    private void closeSlow() {
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            if (endPoint.getConnection() instanceof HttpConnection connection && isSlow(connection.getParser())) {
                endPoint.close();
            }
        }
    }

    private boolean isSlow(HttpParser parser) {
        return parser.inHeaderState()
                && !parser.isStart()
                && System.nanoTime() - parser.getBeginNanoTime() > limit.toNanos();
    }
}
