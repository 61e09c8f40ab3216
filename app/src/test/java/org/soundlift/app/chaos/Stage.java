package org.soundlift.app.chaos;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;

/** A Soundlift with two accounts and a mail server, which a test may maltreat. */
abstract class Stage implements AutoCloseable {
    static final String PASSWORD = "kitchen window blue";
    static final List<String> USERS = List.of("ada@example.org", "bob@example.org");
    /** Longer than any fault keeps a gateway from writing the row of a video that is stored. */
    static final String SWEEP_AFTER = "2m";
    /** Enough where no fault does. */
    static final Duration SWEEP_SOON = Duration.ofSeconds(20);

    private static final Duration ORPHANS_END = Duration.ofSeconds(5);

    final Way way;
    final Path folder;
    final Path orders;
    final MailSink mail = new MailSink();
    private final Path agent;
    private final Map<String, Recipe> recipes = new LinkedHashMap<>();
    private final Map<String, SoundliftProcess> processes = new TreeMap<>();
    /** Invariants that were broken while processes were ended. The observer of the cell takes them out. */
    final List<String> broken = new CopyOnWriteArrayList<>();

    /** The command line of a process, which keeps its port. */
    private record Recipe(String service, int port, List<String> flags) {}

    Stage(Way way, Path folder) throws IOException {
        this.way = way;
        this.folder = folder;
        this.orders = Files.createDirectories(folder.resolve("orders"));
        this.agent = AgentJar.write(folder.resolve("agent.jar"));
    }

    static Stage of(Way way, Path folder) throws IOException, InterruptedException {
        return way.isServices() ? new Services(way, folder) : new OneProcess(way, folder);
    }

    /** @param service empty for all in one process */
    final void add(String name, String service, int port, List<String> flags) {
        recipes.put(name, new Recipe(service, port, flags));
    }

    final Path data(String name) {
        return folder.resolve(name);
    }

    final String url(String name) {
        return "http://localhost:" + recipe(name).port();
    }

    private Recipe recipe(String name) {
        return Objects.requireNonNull(recipes.get(name), name);
    }

    /** Starts a process, and waits until it is ready. */
    final void start(String name) throws IOException {
        begin(name).awaitReady();
    }

    /** Starts a process, and does not wait. */
    final SoundliftProcess begin(String name) throws IOException {
        Recipe recipe = recipe(name);
        SoundliftProcess process = SoundliftProcess.begin(
                List.of("-javaagent:" + agent + "=" + orders + "," + name),
                recipe.service(),
                recipe.port(),
                data(name),
                recipe.flags());
        processes.put(name, process);
        return process;
    }

    /** Keeps a process that is not started again. */
    final void keep(String name, SoundliftProcess process) {
        processes.put(name, process);
    }

    final SoundliftProcess process(String name) {
        return Objects.requireNonNull(processes.get(name), name);
    }

    /** Ends a process as {@code kill -9} does; its FFmpeg must end with it. */
    final void kill(String name) {
        List<ProcessHandle> children = process(name).handle().descendants().toList();
        process(name).kill();
        requireEnd(name, children);
    }

    private void requireEnd(String name, List<ProcessHandle> children) {
        try {
            await().atMost(ORPHANS_END).until(() -> children.stream().noneMatch(Stage::isRunning));
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            broken.add("I7 an FFmpeg outlives " + name);
        }
    }

    /** Not so a dead orphan, which counts as alive until the first process collects it; in containers some never do. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    final void terminate(String name) throws InterruptedException {
        List<ProcessHandle> children = process(name).handle().descendants().toList();
        process(name).terminate();
        requireEnd(name, children);
    }

    /** Sends a signal to a process, such as {@code STOP}. */
    static void signal(String signal, ProcessHandle process) throws IOException, InterruptedException {
        Media.run("kill", "-" + signal, "" + process.pid());
    }

    /** Sets the clock of a process wrong by so much; zero sets it right. */
    final void setClock(String name, Duration wrong) throws IOException {
        Path draft = folder.resolve("clock");
        Files.writeString(draft, Long.toString(wrong.toMillis()));
        Files.move(draft, orders.resolve("clock-" + name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Starts whatever does not run, after a cell that failed. */
    final void startAll() throws IOException {
        for (String name : recipes.keySet()) {
            if (!processes.containsKey(name) || !process(name).handle().isAlive()) {
                start(name);
            }
        }
    }

    /** Has a gateway sweep soon and often, once all faults are over. */
    final void sweepSoon() throws IOException, InterruptedException {
        String name = gateways().getFirst();
        Recipe recipe = recipe(name);
        List<String> flags = new ArrayList<>(recipe.flags());
        flags.replaceAll(flag -> flag.equals(SWEEP_AFTER) ? SWEEP_SOON.toSeconds() + "s" : flag);
        recipes.put(name, new Recipe(recipe.service(), recipe.port(), flags));
        terminate(name);
        start(name);
    }

    /** Returns the gateways by name. */
    abstract List<String> gateways();

    abstract List<String> converters();

    /** Returns the process that sends mails. */
    abstract String notification();

    /** Returns the process that keeps the accounts. */
    abstract String auth();

    final Client client(int gateway) {
        return new Client(url(gateways().get(gateway % gateways().size())));
    }

    /** Returns the address of the database for drivers: past all relays. */
    abstract String databaseUrl();

    /** Returns the names of the queues with the number of messages in each, past all relays. */
    abstract Map<String, Long> messages() throws Exception;

    /** Puts a message into a queue as another program would. */
    abstract void publish(String queue, String body) throws Exception;

    /** Empties the dead letters of a queue, once they are counted. */
    abstract void dropDead(String queue) throws Exception;

    /** Returns the ids of media of a kind that the store holds, past all relays. */
    abstract Set<String> stored(String kind) throws IOException;

    /** Takes a video out of the store, past all relays. */
    abstract void loseVideo(String job) throws IOException;

    /** Returns the number of parts of media that are not whole. */
    abstract long unfinished() throws IOException;

    /** Makes servers and networks well again. */
    void heal() throws Exception {
        mail.become(MailSink.Manner.TAKES);
        try (Stream<Path> left = Files.list(orders)) {
            for (Path order : left.toList()) {
                Files.deleteIfExists(order);
            }
        }
    }

    static Set<String> ids(Path folder) throws IOException {
        Set<String> ids = new TreeSet<>();
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile)
                        .map(file -> file.getFileName().toString().replaceFirst("\\..*", ""))
                        .forEach(ids::add);
            } catch (UncheckedIOException goneMeanwhile) {
                return ids(folder);
            }
        }
        return ids;
    }

    /** Returns the last lines of each log, for a cell that failed. */
    final String logs() {
        StringBuilder all = new StringBuilder();
        processes.forEach((name, process) -> {
            List<String> lines = new ArrayList<>(process.output().lines().toList());
            all.append("--- ").append(name).append('\n');
            lines.subList(Math.max(0, lines.size() - 40), lines.size())
                    .forEach(line -> all.append(line).append('\n'));
        });
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        processes.values().forEach(SoundliftProcess::close);
        mail.close();
    }
}
