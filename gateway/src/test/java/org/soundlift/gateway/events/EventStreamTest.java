package org.soundlift.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.core.account.Role;
import org.soundlift.core.account.Scope;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.JobId;
import org.soundlift.gateway.GatewayFixture;
import org.soundlift.gateway.access.AccountMode;
import tools.jackson.databind.json.JsonMapper;

class EventStreamTest {
    @TempDir
    Path folder;

    /** Collects the names of events, until the stream ends. */
    private static Queue<String> names(HttpResponse<Stream<String>> stream) {
        Queue<String> names = new ConcurrentLinkedQueue<>();
        Thread.ofVirtual().start(() -> {
            try (Stream<String> lines = stream.body()) {
                lines.filter(line -> line.startsWith("event: ")).forEach(line -> names.add(line.substring(7)));
                names.add("end");
            } catch (java.io.UncheckedIOException closed) {
                names.add("closed");
            }
        });
        return names;
    }

    @Test
    void ownerHearsOfEachChangeAndOfTheDeletion() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.REQUIRED)) {
            gateway.account("ada", Role.USER, Scope.JOBS_READ, Scope.JOBS_WRITE);
            gateway.account("bob", Role.USER, Scope.JOBS_READ, Scope.JOBS_WRITE);
            Queue<String> heard = names(gateway.stream("/jobs/events", "ada"));
            Queue<String> ofBob = names(gateway.stream("/jobs/events", "bob"));
            String id = gateway.job("ada");
            gateway.progress.send(new ConversionProgress(new JobId(id), 1, Instant.now(), 0.5, Optional.empty()));
            gateway.send(gateway.request("/jobs/" + id, "ada").DELETE());
            await().untilAsserted(() ->
                    assertThat(heard).containsSubsequence("job.queued", "job.progress", "job.canceled", "job.deleted"));
            assertThat(gateway.cancels.sent()).hasSize(1);
            assertThat(gateway.metrics.scrape()).contains("soundlift_jobs_ended_total{status=\"canceled\"} 1.0");
            assertThat(ofBob).isEmpty();
        }
    }

    @Test
    void everyEventOfAJobThatExistsHasTheShapeOfItsStatus() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.OFF)) {
            HttpResponse<Stream<String>> stream = gateway.stream("/jobs/events");
            Queue<String> data = new ConcurrentLinkedQueue<>();
            Thread.ofVirtual().start(() -> {
                try (Stream<String> lines = stream.body()) {
                    lines.filter(line -> line.startsWith("data: ")).forEach(line -> data.add(line.substring(6)));
                } catch (java.io.UncheckedIOException closed) {
                    data.add("closed");
                }
            });
            String id = gateway.job();
            await().until(() -> gateway.video.waiting() == 1);
            gateway.progress.send(new ConversionProgress(new JobId(id), 1, Instant.now(), 0.5, Optional.empty()));
            gateway.complete(id);
            await().until(() -> data.stream().anyMatch(text -> text.contains("completed")));
            JsonMapper json = JsonMapper.builder().build();
            assertThat(data)
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(text -> assertThat(json.readTree(text).propertyNames())
                            .contains("job_id", "status", "progress", "seconds_left", "source", "options", "result"));
            assertThat(data).anyMatch(text -> text.contains("\"progress\":0.5"));
        }
    }

    @Test
    void streamOfOneJobEndsWithItsDeletion() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.OFF)) {
            String id = gateway.job();
            gateway.send(
                    gateway.request("/jobs/" + id + "/cancel").POST(java.net.http.HttpRequest.BodyPublishers.noBody()));
            Queue<String> ended = names(gateway.stream("/jobs/" + id + "/events"));
            await().untilAsserted(() -> assertThat(ended).containsExactly("job.canceled", "end"));
            String other = gateway.job();
            Queue<String> heard = names(gateway.stream("/jobs/" + other + "/events"));
            await().until(() -> heard.contains("job.queued"));
            gateway.send(gateway.request("/jobs/" + other).DELETE());
            await().until(() -> heard.contains("end"));
        }
    }

    @Test
    void otherGatewayPassesChangesAndDeletionsOn() throws Exception {
        try (GatewayFixture first = GatewayFixture.start(folder, AccountMode.OFF);
                GatewayFixture second = GatewayFixture.beside(folder, AccountMode.OFF, first.changes)) {
            Queue<String> heard = names(second.stream("/jobs/events"));
            String id = first.job();
            await().until(() -> heard.contains("job.queued"));
            first.send(first.request("/jobs/" + id).DELETE());
            await().untilAsserted(() -> assertThat(heard).contains("job.deleted"));
            assertThat(List.copyOf(first.changes.sent()).getLast().deletion()).isPresent();
        }
    }

    @Test
    void clientThatComesBackGetsTheStatesThatItMissed() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.OFF)) {
            gateway.job();
            HttpResponse<Stream<String>> stream = java.net.http.HttpClient.newHttpClient()
                    .send(
                            gateway.request("/jobs/events")
                                    .header("Last-Event-ID", "0")
                                    .build(),
                            HttpResponse.BodyHandlers.ofLines());
            Queue<String> heard = names(stream);
            await().until(() -> heard.contains("job.queued"));
        }
    }
}
