package org.soundlift.app.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged jar as a process of its own, on a free port, with a data folder of its own. */
public final class SoundliftProcess implements AutoCloseable {
    private static final Duration WAITING_CPU = Duration.ofMillis(300);
    private static final Pattern READY = Pattern.compile("Soundlift is ready at (\\S+) ");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Path JAR = Path.of(System.getProperty("soundlift.jar"));
    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1");
    private static final Path CACHE = StartCache.make(JAR, JAVA);

    private final Process process;
    private final Path output;

    private SoundliftProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a server, which is what the program does where no command is named, and waits until it is ready. */
    public static SoundliftProcess serve(Path data, String... flags) throws IOException {
        return serve(List.of(), data, flags);
    }

    /** Starts a server with options for its JVM, or with a command in front of it. */
    public static SoundliftProcess serve(List<String> jvmOptions, Path data, String... flags) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--port", "0", "--data", data.toString()));
        arguments.addAll(List.of(flags));
        return ready(start(java(jvmOptions, arguments), log(data)));
    }

    /** Starts a server in an environment of these variables alone. */
    public static SoundliftProcess serveWith(Map<String, String> environment, Path data, String... flags)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0", "--data", data.toString()));
        arguments.addAll(List.of(flags));
        return ready(start(inside(environment, java(List.of(), arguments)), log(data)));
    }

    private static ProcessBuilder inside(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /**
     * Starts a server with a data folder that is a file system of that size: in a mount namespace that ends with it.
     */
    public static SoundliftProcess serveOnSmallDisk(Path data, String size) throws IOException {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        if (!System.getProperty("user.name").equals("root")) { // Which a chroot does not allow, not even to root.
            command.addAll(List.of("--user", "--map-root-user"));
        }
        command.addAll(List.of(
                "sh", "-c", "mount -t tmpfs -o size=" + size + " tmpfs \"$0\" && exec \"$@\"", data.toString()));
        command.addAll(java(List.of(), List.of("serve", "--port", "0", "--data", data.toString())));
        return ready(start(command, log(data)));
    }

    private static Path log(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    private static SoundliftProcess ready(SoundliftProcess started) {
        Awaitility.await().atMost(START_LIMIT).until(() -> started.isReady() || !started.process.isAlive());
        if (!started.isReady()) {
            throw new AssertionError("did not start:\n" + started.output());
        }
        return started;
    }

    /** Runs another command of the jar to its end. */
    public static SoundliftProcess run(Path output, List<String> jvmOptions, String... arguments)
            throws IOException, InterruptedException {
        return ended(start(java(jvmOptions, List.of(arguments)), output));
    }

    /** Starts one of the services in a process of its own, and waits until it is ready. */
    public static SoundliftProcess service(String service, int port, Path data, String... flags) throws IOException {
        return waitingService(service, port, data, flags).awaitReady();
    }

    /** Waits until it is ready. */
    public SoundliftProcess awaitReady() {
        return ready(this);
    }

    /** As {@link #service}, and does not wait: for servers that it needs and that are away. */
    public static SoundliftProcess waitingService(String service, int port, Path data, String... flags)
            throws IOException {
        return begin(List.of(), service, port, data, List.of(flags));
    }

    /**
     * Starts a server, and does not wait.
     *
     * @param jvmOptions options for its JVM
     * @param service one of the services; empty for all
     */
    public static SoundliftProcess begin(
            List<String> jvmOptions, String service, int port, Path data, List<String> flags) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("serve"));
        if (!service.isEmpty()) {
            arguments.add(service);
        }
        arguments.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
        arguments.addAll(flags);
        return start(java(jvmOptions, arguments), log(data));
    }

    /** Makes an account in the tables of a server, which may run. */
    public static void addAccount(Path data, String email, String password, String... flags)
            throws IOException, InterruptedException {
        Path file = Files.writeString(data.resolveSibling("password.txt"), password);
        List<String> arguments = new ArrayList<>(
                List.of("accounts", "add", email, "--password-file", file.toString(), "--data", data.toString()));
        arguments.addAll(List.of(flags));
        SoundliftProcess added = run(data.resolveSibling("accounts.log"), List.of(), arguments.toArray(String[]::new));
        if (added.exitStatus() != 0) {
            throw new AssertionError(added.output());
        }
    }

    /** Runs another command of the jar to its end, in an environment of these variables alone. */
    public static SoundliftProcess runWith(Map<String, String> environment, Path output, String... arguments)
            throws IOException, InterruptedException {
        return ended(start(inside(environment, java(List.of(), List.of(arguments))), output));
    }

    private static SoundliftProcess ended(SoundliftProcess started) throws InterruptedException {
        if (!started.process.waitFor(120, TimeUnit.SECONDS)) {
            started.kill();
            throw new AssertionError("did not end:\n" + started.output());
        }
        return started;
    }

    static List<String> java(List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>(JAVA);
        if (jvmOptions.stream()
                .noneMatch(option -> option.startsWith("-javaagent"))) { // With an agent, the JVM refuses the cache.
            command.addAll(List.of("-XX:AOTCache=" + CACHE, "-Xlog:disable", "-Xlog:all=error:stderr"));
        }
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(arguments);
        return command;
    }

    /** Writes a program that runs the jar with its own arguments. */
    public static Path launcher(Path target) throws IOException {
        Files.writeString(target, "#!/bin/sh\nexec '" + String.join("' '", java(List.of(), List.of())) + "' \"$@\"\n");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
        return target;
    }

    private static SoundliftProcess start(List<String> command, Path output) throws IOException {
        return start(new ProcessBuilder(command), output);
    }

    private static SoundliftProcess start(ProcessBuilder builder, Path output) throws IOException {
        Files.deleteIfExists(output);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new SoundliftProcess(process, output);
    }

    private boolean isReady() {
        return READY.matcher(output()).find();
    }

    /** Returns the URL of the server, such as {@code http://localhost:41234}. */
    public String url() {
        return READY.matcher(output())
                .results()
                .map(r -> r.group(1))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    /** Returns the URL at which it listens, whatever its public URL. */
    public String local() {
        return readyLine().replaceFirst(".*listening on ([^,]+),.*", "http://$1");
    }

    /** The line that tells that it is ready. */
    public String readyLine() {
        Matcher matcher = READY.matcher(output());
        String text = output();
        if (!matcher.find()) {
            throw new AssertionError(text);
        }
        return text.substring(matcher.start(), text.indexOf('\n', matcher.start()));
    }

    public String output() {
        try {
            return Files.exists(output) ? Files.readString(output, UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int exitStatus() {
        return process.exitValue();
    }

    /**
     * Returns true if an MP3 is being written, or an FFmpeg is at work.
     *
     * @param data its folder
     */
    public boolean isConverting(Path data) throws IOException {
        return isWriting(data)
                || handle().descendants()
                        .anyMatch(child -> child.info()
                                .totalCpuDuration()
                                .filter(cpu -> cpu.compareTo(WAITING_CPU) > 0)
                                .isPresent());
    }

    /** Returns true if an MP3 is being written in that folder. */
    public static boolean isWriting(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("work"))) {
            return files.anyMatch(file -> file.endsWith("audio.mp3"));
        } catch (UncheckedIOException goneMeanwhile) {
            return true;
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** As {@code kill -9}: no part of it gets to do anything more. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As {@code kill}, and waits for the end. */
    public void terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("did not end within 30 s:\n" + output());
        }
    }

    @Override
    public void close() {
        kill();
    }
}
