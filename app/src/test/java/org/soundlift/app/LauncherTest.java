package org.soundlift.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher on machines that are made up: its Java and Maven are scripts that note how they were called, and no program of this
 * machine is on its path but those of a minimal system.
 */
class LauncherTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MINIMAL_SYSTEM = List.of(
            "cat dirname find grep head id ln mkdir mktemp mv readlink rm sed sh sleep tail tee touch".split(" "));

    @TempDir
    Path root;

    private Path checkout = Path.of("");
    private final Map<String, String> environment = new HashMap<>();

    private record Run(int status, String output, String errors) {
        /** Returns the arguments of the JVM, one for each line. */
        List<String> arguments() {
            return output.lines().toList();
        }
    }

    @BeforeEach
    void makeUpMachine() throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x")); // For other users.
        Path bin = Files.createDirectories(root.resolve("usr/bin"));
        for (String name : MINIMAL_SYSTEM) {
            Path real = Stream.of("/usr/bin/", "/bin/")
                    .map(folder -> Path.of(folder + name))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " is on no minimal system"));
            Files.createSymbolicLink(bin.resolve(name), real);
        }
        Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
        environment.put("PATH", root + "/bin:" + root + "/usr/bin");
        environment.put("HOME", Files.createDirectory(root.resolve("home")).toString());
        environment.put("TMPDIR", Files.createDirectory(root.resolve("tmp")).toString());
        checkout = checkoutAt("checkout");
        maven("mkdir -p app/target; echo built >>app/target/builds; echo jar >app/target/soundlift.jar");
    }

    private Path checkoutAt(String name) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.createDirectories(folder.resolve("core/src/main"));
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        Files.createDirectories(folder.resolve("tools"));
        program(folder.resolve("soundlift"), Files.readString(PROJECT.resolve("soundlift")));
        program(folder.resolve("tools/start"), Files.readString(PROJECT.resolve("tools/start")));
        // The folders that it looks through are those of the made-up machine.
        program(
                folder.resolve("tools/find-jdk"),
                Files.readString(PROJECT.resolve("tools/find-jdk"))
                        .replaceAll("(?<=[ \\n])/(?=usr/lib|opt|usr/java|Library)", root + "/"));
        return folder;
    }

    private static Path program(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private void maven(String script) throws IOException {
        program(root.resolve("usr/bin/mvn"), "#!/bin/sh\nset -eu\necho \"$JAVA_HOME\" >used-jdk\n" + script + "\n");
    }

    /** A Java home that notes the arguments of its Java; training makes a cache. */
    private Path java(String folder, int version) throws IOException {
        Path home = root.resolve(folder);
        program(home.resolve("bin/java"), """
                #!/bin/sh
                case "$*" in *-version) echo 'openjdk version "%d.0.1" 2026-01-01' >&2; exit;; esac
                case "$*" in *AOTCacheOutput*)
                    [ -z "${TRAINING_FAILS:-}" ] || { echo 'no room'; exit 1; }
                    for each; do case "$each" in *AOTCacheOutput=*) echo cache >"${each#*=}";; esac; done
                    exit;;
                esac
                printf '%%s\\n' "$0" "$@"
                """.formatted(version));
        return home;
    }

    private Path jdk(String folder, int version) throws IOException {
        program(root.resolve(folder).resolve("bin/javac"), "#!/bin/sh\n");
        return java(folder, version);
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Run ended(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output, errors);
    }

    private Run launch(String... arguments) throws IOException, InterruptedException {
        return launch(checkout.resolve("soundlift"), arguments);
    }

    private Run launch(Path launcher, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return ended(start(command));
    }

    private Path target() {
        return checkout.resolve("app/target");
    }

    @Test
    void machineWithoutJavaIsToldWhatToInstall() throws Exception {
        Run run = launch();
        assertThat(run.status()).isOne();
        assertThat(run.errors()).contains("no JDK 25 or newer found", "openjdk-25-jdk-headless", "SOUNDLIFT_JAVA_HOME");
    }

    /** As on Debian: /bin is a link, java a link to a link, and the variables are empty. */
    @Test
    void javaOfTheSystemIsFoundBehindItsLinks() throws Exception {
        Path home = jdk("usr/lib/jvm/java-25-openjdk-amd64", 25);
        Path alternatives = Files.createDirectories(root.resolve("etc/alternatives"));
        Files.createSymbolicLink(alternatives.resolve("java"), home.resolve("bin/java"));
        Files.createSymbolicLink(root.resolve("usr/bin/java"), alternatives.resolve("java"));
        environment.put("SOUNDLIFT_JAVA_HOME", "");
        environment.put("JAVA_HOME", "");
        Run run = launch("serve");
        assertThat(run.errors()).doesNotContain("is Java", "no JDK");
        assertThat(run.status()).isZero();
        assertThat(run.arguments()).first().isEqualTo(home + "/bin/java");
        assertThat(checkout.resolve("used-jdk")).hasContent(home.toString());
    }

    @Test
    void olderJavasArePassedOverInOneLine() throws Exception {
        jdk("usr/lib/jvm/java-17", 17);
        Path home = jdk("usr/lib/jvm/zulu-26", 26);
        Files.createSymbolicLink(root.resolve("usr/bin/java"), root.resolve("usr/lib/jvm/java-17/bin/java"));
        environment.put("JAVA_HOME", root.resolve("nothing").toString());
        launch();
        Run run = launch();
        assertThat(run.arguments()).first().isEqualTo(home + "/bin/java");
        assertThat(run.errors())
                .hasLineCount(1)
                .contains("JAVA_HOME (" + root.resolve("nothing") + ") has no bin/java")
                .contains("PATH (" + root.resolve("usr/lib/jvm/java-17") + ") is Java 17")
                .contains("using " + home);
    }

    @Test
    void javaWithoutCompilerRunsButDoesNotBuild() throws Exception {
        Path runtime = java("opt/java/runtime", 25);
        environment.put("SOUNDLIFT_JAVA_HOME", runtime.toString());
        Run unbuilt = launch();
        assertThat(unbuilt.status()).isOne();
        assertThat(unbuilt.errors()).contains("is Java 25 without a compiler", "no JDK 25 or newer found");
        Files.createDirectories(target());
        Files.writeString(target().resolve("soundlift.jar"), "built elsewhere");
        assertThat(launch().arguments()).first().isEqualTo(runtime + "/bin/java");
    }

    @Test
    void pathsMayHaveSpacesAndLinksAndArgumentsStayAsTheyAre() throws Exception {
        checkout = checkoutAt("a b & c/Fred's Videos");
        environment.put("SOUNDLIFT_JAVA_HOME", jdk("my java/home", 25).toString());
        Path link = Files.createSymbolicLink(root.resolve("usr/bin/lift it"), checkout.resolve("soundlift"));
        environment.put("SOUNDLIFT_JAVA_OPTIONS", "-Done=1  -Dtwo=2");
        Run run = launch(link, "convert", "my talk.mp4", "", "$HOME \"x\" *");
        assertThat(run.status()).as(run.errors()).isZero();
        assertThat(run.arguments())
                .containsSubsequence(
                        root.resolve("my java/home/bin/java").toString(),
                        "-XX:AOTCache=" + target().resolve("soundlift.aot"),
                        "-XX:TieredStopAtLevel=1",
                        "-Done=1",
                        "-Dtwo=2",
                        "-jar",
                        target().resolve("soundlift.jar").toString(),
                        "convert",
                        "my talk.mp4",
                        "",
                        "$HOME \"x\" *");
        assertThat(launch(link, "serve").arguments()).doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void buildsOnceAndAgainWhereSourcesAreNewer() throws Exception {
        jdk("usr/lib/jvm/java-25", 25);
        environment.remove("HOME");
        launch();
        assertThat(launch().errors()).isEmpty();
        assertThat(target().resolve("builds")).hasContent("built");
        Path source = Files.writeString(checkout.resolve("core/src/main/New.java"), "");
        Files.setLastModifiedTime(
                source,
                java.nio.file.attribute.FileTime.from(java.time.Instant.now().plusSeconds(10)));
        launch();
        assertThat(Files.readAllLines(target().resolve("builds"))).hasSize(2);
        assertThat(target().resolve("building")).doesNotExist();
    }

    @Test
    void aBuildShowsHowFarItIs() throws Exception {
        jdk("usr/lib/jvm/java-25", 25);
        maven(
                "echo '[INFO] Downloaded from central: x.jar'; echo '[INFO] Building Soundlift core 0.1 [1/9]';"
                        + " echo '[INFO] Building Soundlift app 0.1 [9/9]'; mkdir -p app/target; echo >app/target/soundlift.jar");
        assertThat(launch().errors())
                .contains("step 1/9, 1 files fetched", "step 9/9")
                .doesNotContain("[INFO]");
    }

    @Test
    void aBuildThatFailsSaysWhyInOneSentence() throws Exception {
        jdk("usr/lib/jvm/java-25", 25);
        maven("echo '[INFO] noise'; echo '[ERROR] Could not transfer artifact x: Unknown host central'; exit 1");
        Run offline = launch();
        assertThat(offline.status()).isOne();
        assertThat(offline.errors())
                .contains("[ERROR] Could not transfer artifact x", "is there a connection to Maven Central")
                .doesNotContain("noise");
        maven("echo '[ERROR] write failed: No space left on device'; exit 1");
        assertThat(launch().errors()).contains("the disk is full");
        Files.delete(root.resolve("usr/bin/mvn"));
        assertThat(launch().errors()).contains("Maven is missing", "apt-get install maven");
        assertThat(target().resolve("building")).doesNotExist();
    }

    @Test
    void twoStartsBuildOnce() throws Exception {
        jdk("usr/lib/jvm/java-25", 25);
        maven("sleep 2; mkdir -p app/target; echo built >>app/target/builds; echo jar >app/target/soundlift.jar");
        Process first = start(List.of(checkout.resolve("soundlift").toString()));
        org.awaitility.Awaitility.await().until(() -> Files.isSymbolicLink(target().resolve("building")));
        Run second = launch();
        assertThat(ended(first).status()).isZero();
        assertThat(second.status()).isZero();
        assertThat(second.errors()).contains("is building it; waiting");
        assertThat(target().resolve("builds")).hasContent("built");
    }

    /** Numbers of processes end at 2^22. */
    @Test
    void aStartThatWasKilledWhileItBuiltIsNotWaitedFor() throws Exception {
        jdk("usr/lib/jvm/java-25", 25);
        Files.createDirectories(target());
        Files.createSymbolicLink(target().resolve("building"), Path.of("5000000"));
        assertThat(launch().status()).isZero();
    }

    @Test
    void trainingThatFailsIsToldOnce() throws Exception {
        jdk("usr/lib/jvm/java-25", 25);
        environment.put("TRAINING_FAILS", "yes");
        Run run = launch();
        assertThat(run.status()).isZero();
        assertThat(run.errors()).contains("starts more slowly than it could");
        assertThat(run.arguments()).noneMatch(argument -> argument.contains("AOTCache"));
        assertThat(launch().errors()).isEmpty();
        Path cache = target().resolve("soundlift.aot");
        Files.setLastModifiedTime(cache, Files.getLastModifiedTime(target().resolve("soundlift.jar")));
        assertThat(launch().errors()).isEmpty();
    }

    /** As another user, since nothing is read-only for root. */
    @Test
    void checkoutThatNobodyMayWriteToRunsOnceItIsBuilt() throws Exception {
        jdk("usr/lib/jvm/java-25", 25);
        List<String> launcher = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            launcher.addAll(List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        launcher.add(checkout.resolve("soundlift").toString());
        environment.remove("TMPDIR");
        Files.setPosixFilePermissions(checkout, PosixFilePermissions.fromString("r-xr-xr-x"));
        Files.createDirectories(checkout.resolve("app"));
        Files.setPosixFilePermissions(checkout.resolve("app"), PosixFilePermissions.fromString("r-xr-xr-x"));
        Run unbuilt = ended(start(launcher));
        assertThat(unbuilt.status()).isOne();
        assertThat(unbuilt.errors()).hasLineCount(1).contains(target() + " can't be written to", "copy " + checkout);
        Files.setPosixFilePermissions(checkout.resolve("app"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(target());
        Files.writeString(target().resolve("soundlift.jar"), "built by its owner");
        Files.setPosixFilePermissions(target(), PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThat(ended(start(launcher)).status()).isZero();
        for (Path folder : List.of(checkout, target())) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
