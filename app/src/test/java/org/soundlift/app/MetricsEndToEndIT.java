package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;

/** {@code GET /metrics} as Prometheus wants it: a HELP text for each metric, and base units. */
class MetricsEndToEndIT {
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) ");
    private static final Pattern HELP = Pattern.compile("(?m)^# HELP (\\S+) \\S+");
    /** Prometheus counts in seconds, bytes and ratios (prometheus.io/docs/practices/naming). */
    private static final Pattern OTHER_UNIT =
            Pattern.compile(".*_(milliseconds|ms|minutes|hours|kilobytes|megabytes|kb|mb|percent)(_.*)?");

    private static final Path OBSERVABILITY = Path.of("../deploy/compose/observability");

    @TempDir
    Path folder;

    private static Set<String> names(Pattern pattern, String metrics) {
        return pattern.matcher(metrics)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void metricsHaveHelpAndBaseUnitsAndCountCanceledJobs() throws Exception {
        try (SoundliftProcess server = SoundliftProcess.serve(folder.resolve("data"))) {
            Client client = new Client(server);
            client.ended(client.accepted(Media.video(folder, 1)));
            String job = client.accepted(Media.longAudio(folder, 20));
            client.post("/jobs/" + job + "/cancel");
            await().untilAsserted(() -> assertThat(Client.text(client.get("/metrics")))
                    .contains(
                            "soundlift_jobs_ended_total{status=\"completed\"} 1.0",
                            "soundlift_jobs_ended_total{status=\"canceled\"} 1.0",
                            "soundlift_conversion_seconds_count",
                            "soundlift_job_wait_seconds_bucket",
                            "soundlift_jobs_oldest_age_seconds 0.0",
                            "soundlift_jobs_unfinished{status=\"queued\"} 0.0"));
            String metrics = Client.text(client.get("/metrics"));
            Set<String> typed = names(TYPE, metrics);
            assertThat(typed)
                    .contains("soundlift_uploads_total", "soundlift_uploaded_bytes_total", "jvm_memory_used_bytes");
            assertThat(names(HELP, metrics)).isEqualTo(typed);
            List<String> others = typed.stream()
                    .filter(name -> OTHER_UNIT.matcher(name).matches())
                    .toList();
            assertThat(others).isEmpty();
        }
    }

    /** Prometheus' own checker accepts the metrics of our own. Those of the JVM are named by their library. */
    @Test
    void promtoolFindsNothing() throws Exception {
        try (SoundliftProcess server = SoundliftProcess.serve(folder.resolve("data"))) {
            Client client = new Client(server);
            client.ended(client.accepted(Media.video(folder, 1)));
            client.get("/limits", "X-HTTP-Method-Override", "STRANGE"); // Javalin believes it.
            client.send("ODD", "/limits", java.net.http.HttpRequest.BodyPublishers.noBody());
            await().untilAsserted(() -> assertThat(Client.text(client.get("/metrics")))
                    .contains("{method=\"other\",")
                    .doesNotContain("STRANGE", "ODD"));
            String ours = Client.text(client.get("/metrics"))
                    .lines()
                    .filter(line -> line.replaceFirst("^# (HELP|TYPE) ", "").startsWith("soundlift_"))
                    .collect(Collectors.joining("\n", "", "\n"));
            Path file = Files.writeString(folder.resolve("metrics.txt"), ours);
            assertThat(Media.run("sh", "-c", "promtool check metrics <" + file + " 2>&1"))
                    .isEmpty();
        }
    }

    @Test
    void eachAlertFiresWhereItIsTo() throws Exception {
        Path test = OBSERVABILITY.resolve("alerts.test.yml").toAbsolutePath();
        assertThat(Media.run("promtool", "test", "rules", test.toString())).contains("SUCCESS");
        String rules = Files.readString(OBSERVABILITY.resolve("alerts.yml"));
        String tests = Files.readString(test);
        assertThat(names(Pattern.compile("- alert: (\\w+)"), rules))
                .hasSizeGreaterThan(5)
                .allSatisfy(alert -> assertThat(tests).contains("alertname=\"" + alert + "\""));
    }

    /** Each metric in a dashboard or an alert exists. A changed name would leave a plot empty. */
    @Test
    void dashboardsAndAlertsAskForMetricsThatExist() throws Exception {
        try (SoundliftProcess server = SoundliftProcess.serve(folder.resolve("data"))) {
            Client client = new Client(server);
            client.ended(client.accepted(Media.video(folder, 1)));
            String asked = Files.readString(OBSERVABILITY.resolve("alerts.yml"))
                    + Files.readString(OBSERVABILITY.resolve("grafana/dashboards/soundlift.json"));
            Set<String> names = names(Pattern.compile("\\b((?:soundlift|jvm|process|disk)_[a-z_]+)\\b"), asked);
            names.removeIf(name -> name.startsWith("soundlift_logins")); // Of the auth service, which is not here.
            await().untilAsserted(() -> {
                String metrics = Client.text(client.get("/metrics"));
                assertThat(names)
                        .hasSizeGreaterThan(8)
                        .allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "[{ ]"));
            });
        }
    }

    @Test
    void metricsOfServicesWithAccountsNeedTheToken() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "a token of the test");
        try (SoundliftProcess server = SoundliftProcess.serve(
                folder.resolve("data"), "--auth", "required", "--metrics-token-file", token.toString())) {
            Client client = new Client(server);
            Client.problem(client.get("/metrics"), 401, "UNAUTHORIZED");
            Client.problem(client.get("/metrics", "Authorization", "Bearer another"), 401, "UNAUTHORIZED");
            client.login("ada@example.org", "not the password", "192.0.2.1");
            String metrics = Client.text(client.get("/metrics", "Authorization", "Bearer a token of the test"));
            assertThat(metrics)
                    .contains("soundlift_logins_total{result=\"refused\"} 1.0", "soundlift_build_info{java=\"25")
                    .contains(
                            "soundlift_http_request_seconds_count{method=\"POST\",route=\"/login\",status=\"401\"} 1");
        }
        try (SoundliftProcess server = SoundliftProcess.serve(folder.resolve("data"), "--auth", "required")) {
            Client client = new Client(server);
            assertThat(client.get("/metrics").statusCode()).isEqualTo(200);
            Client.problem(client.get("/metrics", "X-Forwarded-For", "192.0.2.1"), 403, "FORBIDDEN");
        }
    }
}
