import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Called by benchmarks/fairness: URL VIDEO JOBS PID DATA. */
public final class Fairness {
    private static final int FEW = 10;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Path video;

    private Fairness(String url, Path video) {
        this.url = url;
        this.video = video;
    }

    public static void main(String[] arguments) throws Exception {
        int jobs = Integer.parseInt(arguments[2]);
        Fairness run = new Fairness(arguments[0], Path.of(arguments[1]));
        String many = run.token("many");
        String few = run.token("few");
        ExecutorService uploaders = Executors.newFixedThreadPool(4);
        run.waits(few); // Warms up.
        run.waits(few);
        List<Double> alone = run.waits(few);
        AtomicInteger accepted = new AtomicInteger();
        Instant begin = Instant.now();
        List<Future<String>> uploads = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            uploads.add(uploaders.submit(() -> {
                String job = run.upload(many);
                accepted.incrementAndGet();
                return job;
            }));
        }
        for (Future<String> upload : uploads) {
            upload.get();
        }
        System.out.printf("%d accepted after %d s%n", jobs, Duration.between(begin, Instant.now()).toSeconds());
        System.out.printf("beside %d of another owner:%n", run.unfinished(few));
        List<Double> beside = run.waits(few);
        System.out.printf(
                "wait of %d jobs, p95: %.2f s alone, %.2f s beside: %.2f x (median %.2f and %.2f s)%n",
                FEW, p(alone, 95), p(beside, 95), p(beside, 95) / p(alone, 95), p(alone, 50), p(beside, 50));
        report(arguments[3], Path.of(arguments[4]), "all accepted");
        long step = Math.max(1, jobs / 5);
        long next = jobs - step;
        Instant mark = Instant.now();
        long before = run.unfinished(few);
        while (true) {
            long left = run.unfinished(few);
            if (left <= next || left == 0) {
                double seconds = Duration.between(mark, Instant.now()).toMillis() / 1e3;
                if (before > left) {
                    report(arguments[3], Path.of(arguments[4]), left + " left, " + Math.round((before - left) / seconds) + " a second");
                }
                mark = Instant.now();
                before = left;
                next = left - step;
            }
            if (left == 0) {
                break;
            }
            Thread.sleep(500);
        }
        System.out.printf("all after %d s%n", Duration.between(begin, Instant.now()).toSeconds());
        System.out.println(run.get("/admin/overview", few).replaceAll(".*\"failures\":(\\[[^]]*]).*", "failures: $1"));
        uploaders.shutdown();
    }

    /** Resident memory and open files of the server, and its folder. */
    private static void report(String pid, Path data, String when) throws IOException {
        String resident = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB")
                .findFirst()
                .orElse("?");
        long files;
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            files = open.count();
        }
        long bytes;
        try (Stream<Path> all = Files.walk(data)) {
            bytes = all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
        System.out.printf("%s: %s resident, %d descriptors, %d MB on disk%n", when, resident, files, bytes / 1_000_000);
    }

    private static double p(List<Double> waits, int percent) {
        List<Double> sorted = waits.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    /** Sends a few jobs at once; returns the seconds that each waited. */
    private List<Double> waits(String token) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(FEW);
        List<Callable<String>> sends = new ArrayList<>();
        for (int i = 0; i < FEW; i++) {
            sends.add(() -> upload(token));
        }
        List<Double> waits = new ArrayList<>();
        for (Future<String> job : pool.invokeAll(sends)) {
            String status = get("/status/" + job.get(), token);
            while (!status.contains("\"status\":\"completed\"")) {
                Thread.sleep(50);
                status = get("/status/" + job.get(), token);
            }
            waits.add(Duration.between(time(status, "created_at"), time(status, "started_at")).toMillis() / 1e3);
        }
        pool.shutdown();
        return waits;
    }

    private static Instant time(String status, String name) {
        return Instant.parse(member(status, name));
    }

    private static String member(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException(name + " in " + json);
        }
        return found.group(1);
    }

    private String token(String name) throws Exception {
        String basic = Base64.getEncoder().encodeToString((name + "@example.org:kitchen window blue").getBytes());
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/login"))
                .header("Authorization", "Basic " + basic)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return member(http.send(request, BodyHandlers.ofString()).body(), "access_token");
    }

    private String upload(String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/convert?filename=second.mp4"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "video/mp4")
                .POST(HttpRequest.BodyPublishers.ofFile(video))
                .build();
        return member(http.send(request, BodyHandlers.ofString()).body(), "job_id");
    }

    private String get(String path, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private long unfinished(String token) throws Exception {
        String overview = get("/admin/overview", token);
        Matcher found = Pattern.compile("\"waiting\":(\\d+),\"processing\":(\\d+)").matcher(overview);
        if (!found.find()) {
            throw new IllegalStateException(overview);
        }
        return Long.parseLong(found.group(1)) + Long.parseLong(found.group(2));
    }
}
