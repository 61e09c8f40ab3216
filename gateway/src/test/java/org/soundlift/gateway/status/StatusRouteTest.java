package org.soundlift.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.gateway.GatewayFixture.MP4;
import static org.soundlift.gateway.GatewayFixture.json;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.JobId;
import org.soundlift.gateway.GatewayFixture;
import org.soundlift.gateway.access.AccountMode;
import tools.jackson.databind.JsonNode;

class StatusRouteTest {
    @TempDir
    Path folder;

    private GatewayFixture gateway;

    @BeforeEach
    void start() {
        gateway = GatewayFixture.start(folder, AccountMode.OFF);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private JsonNode status(String id) throws Exception {
        return json(gateway.send(gateway.request("/status/" + id)));
    }

    @Test
    void optionsInForceStandInTheStatus() throws Exception {
        JsonNode usual = status(gateway.job()).required("options");
        assertThat(usual.toString()).isEqualTo("{\"quality\":2,\"channels\":\"source\",\"allow_incomplete\":false}");
        String id = json(gateway.upload(MP4, "?bitrate=192k&channels=mono"))
                .required("job_id")
                .stringValue();
        assertThat(status(id).required("options").toString())
                .isEqualTo("{\"bitrate\":192,\"channels\":\"mono\",\"allow_incomplete\":false}");
    }

    @Test
    void timeLeftFollowsFromTheSpeedSoFar() throws Exception {
        String id = gateway.job();
        assertThat(status(id).required("seconds_left").isNull()).isTrue();
        Instant begin = Instant.now().minus(Duration.ofSeconds(30));
        gateway.progress.send(new ConversionProgress(new JobId(id), 1, begin, 0.25, Optional.empty()));
        assertThat(status(id).required("seconds_left").asInt()).isBetween(89, 100);
        assertThat(status(id).required("progress").doubleValue()).isEqualTo(0.25);
    }

    @Test
    void resultHasTheBitRateInBothUnits() throws Exception {
        String id = gateway.job();
        gateway.complete(id);
        assertThat(status(id).at("/result/bitrate").intValue()).isEqualTo(190_000);
        assertThat(status(id).at("/result/bitrate_kbps").intValue()).isEqualTo(190);
    }

    @Test
    void jobIsFoundUnderItsOwnPathToo() throws Exception {
        String id = gateway.job();
        HttpResponse<String> job = gateway.send(gateway.request("/jobs/" + id));
        assertThat(json(job)).isEqualTo(status(id));
        HttpResponse<String> unknown = gateway.send(gateway.request("/jobs/" + "0".repeat(32)));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).required("status").intValue()).isEqualTo(404);
    }

    @Test
    void browserGetsPagesInsteadOfJson() throws Exception {
        String id = json(gateway.upload(MP4, "?filename=%3Cb%3E.mp4"))
                .required("job_id")
                .stringValue();
        assertThat(page("/status/" + id).body()).contains("&lt;b&gt;.mp4", "http-equiv=\"refresh\"");
        gateway.fail(id);
        assertThat(page("/status/" + id).body()).contains("This video has no sound.");
        HttpResponse<String> unknown = page("/nowhere");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page("/download/" + id + ".mp3").body()).contains("NO_AUDIO_TRACK", "href=\"/\"");
    }

    private HttpResponse<String> page(String path) throws Exception {
        return gateway.send(gateway.request(path).header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
    }
}
