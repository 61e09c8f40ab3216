package org.soundlift.app.wiring;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.service.Backoff;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Doorbell;
import org.soundlift.core.service.Service;
import org.soundlift.core.service.UnreachableException;
import org.soundlift.http.ProblemException;
import org.soundlift.http.ServiceServer;

/**
 * Starts parts that need servers which may be away, one after another, and tries again until they are there. Meanwhile the process
 * listens at its port: it lives, is not ready, and answers everything else with {@code UNAVAILABLE}.
 */
final class WaitingRoom {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingRoom.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final List<Seat> seats;
    private final Function<List<Service>, ServiceServer> server;
    private final Doorbell leaving = new Doorbell();
    private volatile boolean closed;
    private Optional<ServiceServer> open = Optional.empty();

    /** @param server makes a server that reports the health of those parts */
    WaitingRoom(List<Service> parts, Function<List<Service>, ServiceServer> server) {
        this.seats = parts.stream().map(Seat::new).toList();
        this.server = server;
    }

    /** Adds the answer to all requests but those for the health and the metrics. */
    static void refuseAll(RoutesConfig routes) {
        Stream.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE)
                .forEach(method -> routes.addHttpHandler(method, "/<path>", WaitingRoom::refuse));
        routes.get("/", WaitingRoom::refuse);
    }

    private static void refuse(Context ctx) {
        throw ProblemException.retryAfter(FailureCode.UNAVAILABLE, LONGEST_PAUSE);
    }

    /** A part as others see it before it has started. */
    private static final class Seat implements Service {
        private final Service part;
        private volatile CheckResult state = CheckResult.STARTING;

        Seat(Service part) {
            this.part = part;
        }

        @Override
        public String name() {
            return part.name();
        }

        @Override
        public void start() throws Exception {
            try {
                part.start();
                state = CheckResult.OK;
            } catch (UnreachableException e) {
                state = new CheckResult.Failing(String.valueOf(e.getMessage()));
                throw e;
            }
        }

        @Override
        public CheckResult check() {
            return state instanceof CheckResult.Ok ? part.check() : state;
        }

        @Override
        public void close() {
            part.close();
        }
    }

    /**
     * Starts all. The process goes on listening until {@link #leave}.
     *
     * @param begun is given each part before it is started for the first time
     * @throws InterruptedException if the room was closed meanwhile
     */
    void startAll(Consumer<Service> begun) throws Exception {
        for (Seat seat : seats) {
            begun.accept(seat.part);
            Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
            while (!started(seat)) {
                open();
                leaving.await(backoff.failed());
            }
        }
    }

    private synchronized void open() {
        if (open.isEmpty()) {
            open = Optional.of(server.apply(List.copyOf(seats)));
            open.get().start();
        }
    }

    /** Frees the port for the service itself. */
    synchronized void leave() {
        open.ifPresent(ServiceServer::close);
        open = Optional.empty();
    }

    private boolean started(Seat seat) throws Exception {
        if (closed) {
            throw new InterruptedException("closed before " + seat.name() + " was started");
        }
        try {
            seat.start();
            return true;
        } catch (UnreachableException e) {
            LOG.warn("{} can't be started yet, trying again: {}", seat.name(), e.getMessage());
            LOG.debug("{}", seat.name(), e);
            return false;
        }
    }

    /** Has {@link #startAll} end soon, and frees the port. */
    void close() {
        closed = true;
        leaving.ring();
        leave();
    }
}
