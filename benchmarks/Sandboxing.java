import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.soundlift.mp4.ChannelRanges;
import org.soundlift.mp4.Mp4Reader;
import org.soundlift.converter.sandbox.Confinement;
import org.soundlift.converter.sandbox.Sandbox;

/**
 * The cost of confining FFmpeg and of lifting the sound out: `java -cp app/target/soundlift.jar
 * benchmarks/Sandboxing.java [VIDEO]`. Always in turn; wall time beside the CPU time of this JVM and of its children.
 */
void main(String[] arguments) throws Exception {
    Path ffmpeg = Path.of("/usr/bin/ffmpeg").toRealPath();
    List<String> version = List.of(ffmpeg.toString(), "-version");
    compare("start and end of `ffmpeg -version`", 100, "outside", () -> start(Sandbox.off(), version), "sandbox", () -> start(Sandbox.create(), version));
    if (arguments.length > 0) {
        Path video = Path.of(arguments[0]);
        List<String> own = List.of(ffmpeg.toString(), "-v", "fatal", "-i", video.toString());
        List<String> fed = List.of(ffmpeg.toString(), "-v", "fatal", "-f", "mov", "-i", "pipe:0");
        compare("finding the sound of " + video.getFileName(), 15, "FFmpeg demuxes", () -> start(Sandbox.off(), copy(own)), "lifted", () -> lift(video, copy(fed)));
    }
}

interface Work {
    void run() throws Exception;
}

/** The packets of the first sound track, not decoded. */
List<String> copy(List<String> input) {
    List<String> command = new ArrayList<>(input);
    command.addAll(List.of("-map", "0:a:0", "-c", "copy", "-f", "null", "-"));
    return command;
}

Process started(Sandbox sandbox, List<String> command) throws IOException {
    var limits = new Confinement.Limits(Duration.ofMinutes(1), 1L << 30, 1L << 30, 64);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    return sandbox.start(builder, new Confinement(List.of(Path.of(command.getFirst())), List.of(), List.of(), limits));
}

void start(Sandbox sandbox, List<String> command) throws Exception {
    Process process = started(sandbox, command);
    process.getOutputStream().close();
    require(process);
}

void lift(Path video, List<String> command) throws Exception {
    try (FileChannel channel = FileChannel.open(video)) {
        Process process = started(Sandbox.create(), command);
        try (OutputStream pipe = process.getOutputStream(); var lifted = Mp4Reader.read(new ChannelRanges(channel), Mp4Reader.Request.ofAll(Duration.ofHours(12))).audio().file().open()) {
            byte[] buffer = new byte[1 << 18];
            for (int count = lifted.read(buffer); count >= 0; count = lifted.read(buffer)) {
                pipe.write(buffer, 0, count);
            }
        }
        require(process);
    }
}

void require(Process process) throws Exception {
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
    if (process.waitFor() != 0) {
        throw new IllegalStateException("status " + process.exitValue());
    }
}

void compare(String what, int rounds, String a, Work workA, String b, Work workB) throws Exception {
    List<double[]> ofA = new ArrayList<>();
    List<double[]> ofB = new ArrayList<>();
    for (int i = -5; i < rounds; i++) { // The first five warm up.
        double[] resultA = measure(workA);
        double[] resultB = measure(workB);
        if (i >= 0) {
            ofA.add(resultA);
            ofB.add(resultB);
        }
    }
    System.out.println(what + ", medians of " + rounds + " in turn:");
    print(a, ofA);
    print(b, ofB);
}

void print(String name, List<double[]> results) {
    System.out.printf(Locale.ROOT, "  %-16s %7.1f ms wall  %7.1f ms CPU%n", name, median(results, 0), median(results, 1));
}

double median(List<double[]> results, int column) {
    return results.stream().mapToDouble(r -> r[column]).sorted().skip(results.size() / 2).findFirst().orElseThrow();
}

double[] measure(Work work) throws Exception {
    double cpu = cpuMillis();
    long begin = System.nanoTime();
    work.run();
    return new double[] {(System.nanoTime() - begin) / 1e6, cpuMillis() - cpu};
}

/** Of this process (in nanoseconds) and of its children that have ended (in ticks of 10 ms, so that medians are coarse). */
double cpuMillis() throws IOException {
    String[] fields = Files.readString(Path.of("/proc/self/stat")).replaceFirst(".*\\) ", "").split(" ");
    double children = (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * 10.0;
    var system = (com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e6 + children;
}
