package org.soundlift.app;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.soundlift.auth.Administration;
import org.soundlift.auth.Auth;
import org.soundlift.core.service.Service;

/** A Soundlift that runs: started in order, closed in reverse. */
final class Soundlift implements Closeable {
    private final List<Service> services;
    private final Optional<Database> database;
    private final Optional<Auth> auth;
    private final IntSupplier port;
    private final Deque<Closeable> toClose = new ArrayDeque<>();

    /**
     * A Soundlift that is not yet started.
     *
     * @param open what is open already
     * @param database that the services keep tables in
     * @param auth if it is one of the services
     * @param port that users or gateways reach, once it is started
     */
    Soundlift(
            List<Closeable> open,
            List<Service> services,
            Optional<Database> database,
            Optional<Auth> auth,
            IntSupplier port) {
        this.services = List.copyOf(services);
        this.database = database;
        this.auth = auth;
        this.port = port;
        open.forEach(toClose::push);
    }

    void start() throws Exception {
        if (database.isPresent()) {
            database.get().alone(this::startAll); // Services bring their tables up to date when they start.
        } else {
            startAll();
        }
    }

    private void startAll() throws Exception {
        for (Service service : services) {
            toClose.push(service::close);
            service.start();
        }
    }

    int port() {
        return port.getAsInt();
    }

    /** What can be done with accounts, if this process keeps them. */
    Optional<Administration> administration() {
        return auth.map(Auth::administration);
    }

    /** The chosen parts, for operators. */
    String parts() {
        return services.stream().map(Service::name).collect(Collectors.joining(", "));
    }

    @Override
    public void close() throws IOException {
        while (!toClose.isEmpty()) {
            toClose.pop().close();
        }
    }
}
