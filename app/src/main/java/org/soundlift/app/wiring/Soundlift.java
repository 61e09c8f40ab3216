package org.soundlift.app.wiring;

import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.soundlift.auth.Auth;
import org.soundlift.auth.administration.Administration;
import org.soundlift.core.service.Service;
import org.soundlift.http.ServiceServer;

/** The parts of one process: started in order, closed in reverse. */
public final class Soundlift implements Closeable {
    private final List<Service> foundation;
    private final List<Service> services;
    private final WaitingRoom waiting;
    private final IntSupplier port;
    private final Deque<Service> started = new ArrayDeque<>();

    /**
     * A Soundlift that is not yet started.
     *
     * @param foundation the parts that all others stand on, and wait for: the data folder, and database and store if there are any
     * @param waiting makes the server that listens while they are waited for
     * @param port the port that users or gateways reach, once it is started
     */
    Soundlift(
            List<Service> foundation,
            List<Service> services,
            Function<List<Service>, ServiceServer> waiting,
            IntSupplier port) {
        this.foundation = List.copyOf(foundation);
        this.services = List.copyOf(services);
        this.waiting = new WaitingRoom(foundation, waiting);
        this.port = port;
    }

    /** Starts all parts. If one can't be started, those before it are closed. */
    public void start() throws Exception {
        try {
            waiting.startAll(this::begin);
            Optional<Database> database = find(foundation, Database.class);
            if (database.isPresent()) {
                database.get().alone(this::startServices); // They bring their tables up to date when they start.
            } else {
                startServices();
            }
        } catch (Exception | Error e) { // The locks and files of the earlier parts must not outlive any failure.
            closeAfter(e);
            throw e;
        }
    }

    private void startServices() throws Exception {
        waiting.leave();
        startAll(services);
    }

    private void closeAfter(Throwable reason) {
        try {
            close();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private static <T> Optional<T> find(List<Service> parts, Class<T> type) {
        return parts.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private void startAll(List<Service> parts) throws Exception {
        for (Service part : parts) {
            begin(part);
            part.start();
        }
    }

    private void begin(Service part) {
        synchronized (started) {
            started.push(part);
        }
    }

    public int port() {
        return port.getAsInt();
    }

    /** Returns the work that an operator can do on accounts, if this process keeps them. */
    public Optional<Administration> administration() {
        return find(services, Auth.class).map(Auth::administration);
    }

    /** Returns the names of the chosen parts, for operators. */
    public String parts() {
        return Stream.concat(foundation.stream().skip(1), services.stream())
                .map(Service::name)
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        waiting.close();
        for (Optional<Service> next = last(); next.isPresent(); next = last()) {
            next.get().close();
        }
    }

    /** A signal may come while another thread still starts parts, or closes them. */
    private Optional<Service> last() {
        synchronized (started) {
            return Optional.ofNullable(started.poll());
        }
    }
}
