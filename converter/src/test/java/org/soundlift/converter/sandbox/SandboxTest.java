package org.soundlift.converter.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Perl stands in for a program that was taken over: it can make any system call. It begins, like that, with reading its
 * input. What is denied is done outside as well, where it must succeed.
 */
class SandboxTest {
    private static final Path PERL = Path.of("/usr/bin/perl");
    private static final long MEMORY_BYTES = 256L << 20;

    @TempDir
    Path folder;

    private final Sandbox sandbox = Sandbox.create();

    @BeforeEach
    void linuxWithPerl() {
        assumeThat(Machine.ofLinux()).as("other systems have no sandbox").isPresent();
        assertThat(sandbox.missing())
                .as("this Linux should have all that a sandbox needs")
                .isEmpty();
        assertThat(PERL).as("apt-get install perl-base").isExecutable();
    }

    private Process start(Sandbox where, String program) throws IOException {
        Files.createDirectories(own().getParent());
        Files.write(own(), new byte[0]);
        Confinement confinement = new Confinement(
                List.of(PERL, Path.of("/usr/share/perl"), Path.of("/usr/bin/true")),
                List.of(given()),
                List.of(own()),
                new Confinement.Limits(Duration.ofSeconds(2), MEMORY_BYTES, 1 << 20, 16));
        return where.start(new ProcessBuilder(PERL.toString(), "-e", "<STDIN>; " + program), confinement);
    }

    private String perl(Sandbox where, String program) throws IOException, InterruptedException {
        Process process = start(where, program);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return out + err + process.waitFor();
    }

    /** A right outside must be denied inside, or the test would prove nothing. */
    private void isDenied(String program, String reason) throws IOException, InterruptedException {
        assertThat(perl(Sandbox.off(), program)).as("outside: %s", program).isEqualTo("done0");
        assertThat(perl(sandbox, program))
                .as("inside: %s", program)
                .contains(reason)
                .doesNotContain("done");
    }

    @Test
    void programsRun() throws Exception {
        assertThat(perl(sandbox, "print 1+1")).isEqualTo("20");
    }

    @Test
    void confinedProcessIsEndedThoughItWasStopped() throws Exception {
        Process process = start(sandbox, "kill('STOP', $$)");
        process.getOutputStream().close();
        ProcessHandle handle = Sandbox.handle(process).orElseThrow();
        assertThat(handle.info().totalCpuDuration()).as("its CPU time is known").isPresent();
        Sandbox.kill(handle);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void filesOfOthersStayClosed() throws Exception {
        Path canary = Files.writeString(folder.resolve("canary"), "secret");
        isDenied("open(F, '<', '" + canary + "') or die $!; print 'done'", "Permission denied");
        isDenied("open(F, '>>', '" + canary + "') or die $!; print 'done'", "Permission denied");
        isDenied("opendir(D, '" + folder + "') or die $!; print 'done'", "Permission denied");
        isDenied("chmod(0777, '" + canary + "') or die $!; print 'done'", "Operation not permitted");
        isDenied("utime(1, 1, '" + canary + "') or die $!; print 'done'", "Operation not permitted");
        isDenied("truncate('" + canary + "', 3) or die $!; print 'done'", "Operation not permitted");
        String moved = "link('" + canary + "', '" + canary + "' . $$) or die $!; print 'done'";
        isDenied(moved, "Permission denied");
        assertThat(perl(sandbox, "unlink('" + canary + "') or die $!")).contains("Permission denied");
        assertThat(perl(
                        sandbox,
                        "open(F, '<', '/proc/" + ProcessHandle.current().pid() + "/environ') or die $!"))
                .contains("Permission denied");
    }

    @Test
    void onlyItsOwnFileCanBeWritten() throws Exception {
        assertThat(perl(
                        sandbox,
                        "open(F, '>', '" + own() + "') or die $!; print F 'x'; close F or die $!; print 'done'"))
                .isEqualTo("done0");
        assertThat(perl(sandbox, "open(F, '>', '" + own() + "2') or die $!")).contains("Permission denied");
        assertThat(perl(sandbox, "unlink('" + own() + "') or die $!")).contains("Permission denied");
        assertThat(perl(sandbox, "symlink('/etc/passwd', '" + own() + "2') or die $!"))
                .contains("Permission denied");
    }

    private Path own() {
        return folder.resolve("work/own");
    }

    @Test
    void whatItIsGivenCanBeReadAlone() throws Exception {
        Files.writeString(given(), "given");
        assertThat(perl(sandbox, "open(F, '<', '" + given() + "') or die $!; print <F>"))
                .isEqualTo("given0");
        isDenied("open(F, '>>', '" + given() + "') or die $!; print 'done'", "Permission denied");
    }

    private Path given() {
        return folder.resolve("given");
    }

    @Test
    void networkIsClosed() throws Exception {
        try (ServerSocket decoy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            decoy.setSoTimeout(300);
            String connect = "use Socket; socket(S, %s, SOCK_STREAM, 0) or die $!;" + " connect(S, pack_sockaddr_in("
                    + decoy.getLocalPort() + ", INADDR_LOOPBACK)) or die $!; print 'done'";
            isDenied(connect.formatted("AF_INET"), "Operation not permitted");
            decoy.accept().close(); // From outside.
            assertThatThrownBy(decoy::accept).isInstanceOf(SocketTimeoutException.class);
        }
        isDenied("use Socket; socket(S, AF_UNIX, SOCK_STREAM, 0) or die $!; print 'done'", "Operation not permitted");
        isDenied("use Socket; socketpair(A, B, AF_UNIX, SOCK_STREAM, 0) or die $!; print 'done'", "not permitted");
    }

    @Test
    void otherProcessesAreOutOfReach() throws Exception {
        isDenied("kill(0, " + ProcessHandle.current().pid() + ") or die $!; print 'done'", "Operation not permitted");
        isDenied("defined(my $p = fork) or die $!; exit unless $p; wait; print 'done'", "Operation not permitted");
        isDenied("exec('/usr/bin/env', 'printf', 'done') or die $!", "Permission denied");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        assertThat(perl(sandbox, "exec('" + java + "', '-version') or die $!")).contains("Permission denied");
        String ours = Long.toString(ProcessHandle.current().pid());
        isDenied(
                "setpriority(0, " + ours + ", getpriority(0, " + ours + ")) or die $!; print 'done'",
                "Operation not permitted");
        int clone = SystemCall.CLONE.number(Machine.ofLinux().orElseThrow());
        for (int flags :
                new int[] {17, 0x4111, 0xC111, 0x1000_0011}) { // A copy; as if to start; to our parent; a namespace.
            assertThat(perl(sandbox, "syscall(" + clone + ", " + flags + ", 0, 0, 0, 0) >= 0 or die $!"))
                    .contains("Operation not permitted");
        }
        assertThat(perl(sandbox, "$b = pack('i', 0); fcntl(STDIN, 8, " + ours + ") or die $!"))
                .contains("Operation not permitted");
        assertThat(perl(sandbox, "syscall(" + (SystemCall.HIGHEST + 1) + ", 0) >= 0 or die $!"))
                .contains("not implemented");
        int ptrace = SystemCall.PTRACE.number(Machine.ofLinux().orElseThrow());
        isDenied("syscall(" + ptrace + ", 0, 0, 0, 0) >= 0 or die $!; print 'done'", "Operation not permitted");
        int ring = SystemCall.IO_URING_SETUP.number(Machine.ofLinux().orElseThrow());
        assertThat(perl(sandbox, "syscall(" + ring + ", 1, 0) >= 0 or die $!")).contains("Operation not permitted");
    }

    @Test
    void limitsHold() throws Exception {
        isDenied("$x = 'x' x (512 << 20); print 'done'", "Out of memory");
        Path file = own();
        isDenied(
                "$SIG{XFSZ} = 'IGNORE'; open(F, '>', '" + file + "') or die $!; $| = 1;"
                        + " print F 'x' x (1 << 21) or die $!; close F or die $!; print 'done'",
                "File too large");
        assertThat(perl(sandbox, "1 while 1")).isEqualTo("" + (128 + 24));
        int prlimit = SystemCall.PRLIMIT64.number(Machine.ofLinux().orElseThrow());
        isDenied(
                "$l = pack('QQ', 1 << 29, 1 << 29); syscall(" + prlimit + ", 0, 9, $l, 0) >= 0 or die $!; print 'done'",
                "Operation not permitted");
        assertThat(perl(
                        sandbox,
                        "$l = pack('QQ', 0, 0); syscall(" + prlimit + ", 0, 9, 0, $l) >= 0 or die $!;"
                                + " print ((unpack('QQ', $l))[1])"))
                .isEqualTo(MEMORY_BYTES + "0");
        assertThat(perl(sandbox, "for (1..30) { open($f[$_], '<', '/dev/null') or die $! }"))
                .contains("Too many open files");
    }

    /** A thread that starts from a confined one is confined too: none may outlive the start and serve others. */
    @Test
    void nothingElseIsConfined() throws Exception {
        Path canary = Files.writeString(folder.resolve("canary"), "secret");
        for (int i = 0; i < 20; i++) {
            assertThat(perl(sandbox, "print 1")).isEqualTo("10");
        }
        List<Callable<String>> reads = Collections.nCopies(50, () -> Files.readString(canary));
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> read : pool.invokeAll(reads)) {
                assertThat(read.get()).isEqualTo("secret");
            }
        }
        assertThat(ForkJoinPool.commonPool().invokeAll(reads))
                .allSatisfy(read -> assertThat(read.get()).isEqualTo("secret"));
        for (Path status : threads()) {
            if (!Files.readString(status.resolveSibling("comm")).startsWith("process reaper")) {
                assertThat(Files.readString(status))
                        .as(Files.readString(status.resolveSibling("comm")))
                        .contains("NoNewPrivs:\t0");
            }
        }
    }

    private static List<Path> threads() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.map(task -> task.resolve("status")).toList();
        }
    }
}
