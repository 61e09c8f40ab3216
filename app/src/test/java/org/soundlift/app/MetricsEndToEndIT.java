package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
                            "soundlift_conversion_seconds_count"));
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
}
