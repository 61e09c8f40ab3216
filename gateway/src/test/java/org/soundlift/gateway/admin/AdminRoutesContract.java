package org.soundlift.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.core.account.Role;
import org.soundlift.core.account.Scope;
import org.soundlift.core.fleet.ConverterReport;
import org.soundlift.core.fleet.DrainRequested;
import org.soundlift.core.job.JobId;
import org.soundlift.gateway.GatewayFixture;
import org.soundlift.gateway.access.AccountMode;
import tools.jackson.databind.JsonNode;

/** The work of administrators over HTTP, on any database. */
abstract class AdminRoutesContract {
    @TempDir
    Path folder;

    private GatewayFixture gateway;

    /** A database without tables. */
    abstract DataSource newDatabase() throws Exception;

    @BeforeEach
    void start() throws Exception {
        gateway = GatewayFixture.on(newDatabase(), AccountMode.REQUIRED);
        gateway.account("ada", Role.USER, Scope.JOBS_READ, Scope.JOBS_WRITE, Scope.ACCOUNT);
        gateway.account("root", Role.ADMIN, Scope.JOBS_READ, Scope.JOBS_WRITE, Scope.ACCOUNT);
        gateway.account("new-root", Role.ADMIN, Scope.ACCOUNT);
        gateway.account("key-of-root", Role.ADMIN, Scope.JOBS_READ, Scope.JOBS_WRITE);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.request(path, "root"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return GatewayFixture.json(answer);
    }

    private int send(String method, String path, String body) throws Exception {
        return gateway.send(gateway.request(path, "root")
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body)))
                .statusCode();
    }

    private List<String> audited() throws Exception {
        return get("/admin/audit")
                .required("entries")
                .valueStream()
                .map(entry -> entry.required("actor").stringValue() + " "
                        + entry.required("action").stringValue() + " "
                        + entry.required("subject").stringValue())
                .toList();
    }

    @Test
    void administratorsWithASessionOfTheirOwnAloneAreLetIn() throws Exception {
        assertThat(gateway.send(gateway.request("/admin/overview")).statusCode())
                .isEqualTo(401);
        for (String other : List.of("ada", "key-of-root", "new-root")) {
            assertThat(gateway.send(gateway.request("/admin/overview", other)).statusCode())
                    .as(other)
                    .isEqualTo(403);
        }
        assertThat(get("/admin/overview").required("queue").required("waiting").intValue())
                .isZero();
    }

    @Test
    void overviewCountsWhatWaitsWhatEndedAndWhatIsStored() throws Exception {
        gateway.complete(gateway.job("ada"));
        gateway.fail(gateway.job("ada"));
        gateway.job("ada");
        gateway.deadVideo.add("1", "{}", "died 5 times");

        JsonNode overview = get("/admin/overview");
        JsonNode queue = overview.required("queue");
        assertThat(queue.required("waiting").intValue()).isOne();
        assertThat(queue.required("oldest_waiting_since").isNull()).isFalse();
        assertThat(queue.required("dead_letters").required("video").intValue()).isOne();
        for (String span : List.of("last_hour", "last_day")) {
            JsonNode ended = overview.required(span).required("ended");
            assertThat(ended.valueStream()
                            .mapToInt(part -> part.required("completed").intValue())
                            .sum())
                    .isOne();
            assertThat(ended.valueStream()
                            .mapToInt(part -> part.required("failed").intValue())
                            .sum())
                    .isOne();
        }
        JsonNode failure = overview.required("failures").required(0);
        assertThat(failure.required("code").stringValue()).isEqualTo("NO_AUDIO_TRACK");
        JsonNode storage = overview.required("storage");
        assertThat(storage.required("video_bytes").intValue()).isEqualTo(3 * GatewayFixture.MP4.length);
        assertThat(storage.required("result_bytes").intValue()).isEqualTo(GatewayFixture.MP3_BYTES);
        JsonNode owner = storage.required("owners").required(0);
        assertThat(owner.required("owner").stringValue()).isEqualTo("ada@example.org");
        assertThat(owner.required("jobs").intValue()).isEqualTo(3);
    }

    @Test
    void jobsOfAllOwnersAreFoundAndChanged() throws Exception {
        String failed = gateway.job("ada");
        gateway.fail(failed);
        String waiting = gateway.job("root");

        assertThat(get("/admin/jobs").required("jobs")).hasSize(2);
        JsonNode found = get("/admin/jobs?status=failed&owner=ada%40example.org&error=NO_AUDIO_TRACK")
                .required("jobs");
        assertThat(found).hasSize(1);
        assertThat(found.required(0).required("job_id").stringValue()).isEqualTo(failed);
        assertThat(get("/admin/jobs?error=TRUNCATED_MEDIA").required("jobs")).isEmpty();
        assertThat(get("/admin/jobs?filename=100%25").required("jobs")).isEmpty();
        String name = found.required(0).required("source").required("filename").stringValue();
        assertThat(get("/admin/jobs?filename=" + name.toUpperCase(java.util.Locale.ROOT))
                        .required("jobs"))
                .hasSize(2);

        assertThat(send("POST", "/admin/jobs/" + failed + "/retry", "")).isEqualTo(202);
        assertThat(send("POST", "/admin/jobs/" + waiting + "/first", "")).isEqualTo(204);
        assertThat(send("POST", "/admin/jobs/none/first", "")).isEqualTo(404);
        assertThat(send("POST", "/admin/jobs/" + waiting + "/cancel", "")).isEqualTo(200);
        assertThat(send("POST", "/admin/jobs/" + waiting + "/first", "")).isEqualTo(400);
        assertThat(send("DELETE", "/admin/jobs/" + failed, "")).isEqualTo(204);
        assertThat(send("DELETE", "/admin/jobs/" + failed, "")).isEqualTo(404);
        assertThat(audited())
                .hasSize(4)
                .first()
                .asString()
                .startsWith("root@example.org job.delete " + name + " of ada@example.org");
    }

    @Test
    void failedJobsAreTriedAgainInOneStep() throws Exception {
        for (int i = 0; i < 2; i++) {
            gateway.fail(gateway.job("ada"));
        }
        String ofRoot = gateway.job("root");
        gateway.fail(ofRoot);
        assertThat(send("POST", "/admin/jobs/retry", "{\"owner\":\"ada@example.org\",\"error\":\"NO_AUDIO_TRACK\"}"))
                .isEqualTo(202);
        assertThat(send("POST", "/admin/jobs/retry", "{\"owner\":\"\"}")).isEqualTo(422);
        assertThat(send("POST", "/admin/jobs/retry", "{\"error_code\":\"NO_AUDIO_TRACK\"}"))
                .isEqualTo(422);
        assertThat(get("/admin/jobs?status=queued").required("jobs")).hasSize(2);
        assertThat(get("/admin/jobs?status=failed").required("jobs")).hasSize(1);
        assertThat(audited())
                .containsExactly(
                        "root@example.org job.retry failed jobs {owner=ada@example.org, error=NO_AUDIO_TRACK}: 2");
    }

    @Test
    void deadLettersAreShownPutBackAndDropped() throws Exception {
        gateway.deadVideo.add("1", "{\"job_id\":\"x\"}", "died 5 times");
        gateway.deadVideo.add("2", "no JSON", "not readable");
        JsonNode letters = get("/admin/dead-letters").required("dead_letters");
        assertThat(letters).hasSize(2);
        assertThat(letters.required(0).required("queue").stringValue()).isEqualTo("video");
        assertThat(letters.required(0).required("reason").stringValue()).isEqualTo("died 5 times");

        String failed = gateway.job("ada");
        gateway.fail(failed);
        gateway.deadVideo.add("3", "{\"job_id\":\"" + failed + "\",\"attempt\":1}", "died 5 times");
        assertThat(send("POST", "/admin/dead-letters/video/3/requeue", ""))
                .as("its result would be of no use")
                .isEqualTo(400);
        assertThat(send("POST", "/admin/dead-letters/video/1/requeue", "")).isEqualTo(204);
        assertThat(gateway.deadVideo.requeued()).containsExactly("1");
        assertThat(send("DELETE", "/admin/dead-letters/video/2", "")).isEqualTo(204);
        assertThat(send("DELETE", "/admin/dead-letters/video/2", "")).isEqualTo(404);
        assertThat(send("DELETE", "/admin/dead-letters/none/2", "")).isEqualTo(404);
        assertThat(audited())
                .containsExactly(
                        "root@example.org dead_letter.drop queue video, message 2",
                        "root@example.org dead_letter.requeue queue video, message 1");
    }

    @Test
    void convertersAreSeenAndDrained() throws Exception {
        String job = gateway.job("ada");
        gateway.reports.send(new ConverterReport(
                "c1",
                new ConverterReport.About("host-1", "0.2", "7.1", List.of("files", "network"), Instant.EPOCH),
                2,
                List.of(new JobId(job)),
                false));
        JsonNode converter = get("/admin/converters").required("converters").required(0);
        assertThat(converter.required("host").stringValue()).isEqualTo("host-1");
        assertThat(converter.required("jobs").required(0).required("owner").stringValue())
                .isEqualTo("ada@example.org");

        assertThat(send("POST", "/admin/converters/c1/drain", "")).isEqualTo(202);
        assertThat(send("POST", "/admin/converters/c1/resume", "")).isEqualTo(202);
        assertThat(send("POST", "/admin/converters/c2/drain", "")).isEqualTo(404);
        assertThat(gateway.drains.sent())
                .containsExactly(new DrainRequested("c1", true), new DrainRequested("c1", false));
    }

    @Test
    void limitsAreGivenToAnAccount() throws Exception {
        String ada = "0".repeat(32);
        assertThat(send("PUT", "/admin/accounts/" + ada + "/limits", "{\"bytes_a_day\":5000000000}"))
                .isEqualTo(200);
        assertThat(send("PUT", "/admin/accounts/" + ada + "/limits", "{\"waiting_jobs\":-1}"))
                .isEqualTo(422);
        assertThat(send("PUT", "/admin/accounts/" + ada + "/limits", "{\"waiting_jobs\":\"many\"}"))
                .isEqualTo(422);
        assertThat(send("PUT", "/admin/accounts/ada/limits", "{}")).isEqualTo(404);
        assertThat(audited())
                .containsExactly("root@example.org account.limit " + ada
                        + ", {\"waiting_jobs\":null,\"bytes_a_day\":5000000000,\"minutes_a_month\":null}");
    }

    @Test
    void announcementIsSeenByAll() throws Exception {
        assertThat(send("PUT", "/admin/announcement", "{\"text\":\" Maintenance on Sunday. \"}"))
                .isEqualTo(200);
        assertThat(send("PUT", "/admin/announcement", "{\"text\":\"Maintenance on Monday.\"}"))
                .isEqualTo(200);
        assertThat(send("PUT", "/admin/announcement", "{\"text\":\"\"}")).isEqualTo(422);
        JsonNode seen = GatewayFixture.json(gateway.send(gateway.request("/announcement")));
        assertThat(seen.required("text").stringValue()).isEqualTo("Maintenance on Monday.");
        assertThat(send("DELETE", "/admin/announcement", "")).isEqualTo(204);
        assertThat(GatewayFixture.json(gateway.send(gateway.request("/announcement")))
                        .required("text")
                        .isNull())
                .isTrue();
    }

    @Test
    void auditLogGoesOnAtItsCursor() throws Exception {
        for (String text : List.of("a", "b", "c")) {
            assertThat(send("PUT", "/admin/announcement", "{\"text\":\"" + text + "\"}"))
                    .isEqualTo(200);
        }
        JsonNode first = get("/admin/audit?limit=2");
        assertThat(first.required("entries")).hasSize(2);
        assertThat(first.required("entries").required(0).required("subject").stringValue())
                .isEqualTo("c");
        JsonNode rest = get(
                "/admin/audit?limit=2&cursor=" + first.required("next_cursor").stringValue());
        assertThat(rest.required("entries")).hasSize(1);
        assertThat(rest.required("entries").required(0).required("subject").stringValue())
                .isEqualTo("a");
        assertThat(rest.required("next_cursor").isNull()).isTrue();
    }

    @Test
    void withoutAccountsThisMachineIsLetIn() throws Exception {
        try (GatewayFixture open =
                GatewayFixture.start(Files.createDirectory(folder.resolve("open")), AccountMode.OFF)) {
            assertThat(open.send(open.request("/admin/overview")).statusCode()).isEqualTo(200);
            assertThat(open.send(open.request("/admin/overview").header("Forwarded", "for=192.0.2.1"))
                            .statusCode())
                    .isEqualTo(403);
        }
    }
}
