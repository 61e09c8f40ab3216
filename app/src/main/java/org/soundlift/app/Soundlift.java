package org.soundlift.app;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.soundlift.core.service.Service;
import org.soundlift.gateway.Gateway;

/** A Soundlift that runs: started in order, closed in reverse. */
final class Soundlift implements Closeable {
    private final List<Service> services;
    private final Gateway gateway;
    private final Deque<Closeable> toClose = new ArrayDeque<>();

    Soundlift(DataFolder data, Closeable database, List<Service> services, Gateway gateway) {
        this.services = List.copyOf(services);
        this.gateway = gateway;
        toClose.push(data::close);
        toClose.push(database);
    }

    void start() throws Exception {
        for (Service service : services) {
            toClose.push(service::close);
            service.start();
        }
    }

    int port() {
        return gateway.port();
    }

    /** The chosen parts, for operators. */
    String parts() {
        return services.stream()
                .filter(service -> service != gateway)
                .map(Service::name)
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() throws IOException {
        while (!toClose.isEmpty()) {
            toClose.pop().close();
        }
    }
}
