package org.soundlift.gateway.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.soundlift.gateway.GatewayFixture.MP4;
import static org.soundlift.gateway.GatewayFixture.json;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.Channels;
import org.soundlift.core.options.Rate.ConstantRate;
import org.soundlift.gateway.GatewayFixture;
import org.soundlift.gateway.LedgerFixture;
import org.soundlift.gateway.LostAnswers;
import org.soundlift.gateway.access.AccountMode;

class UploadRouteTest {
    @TempDir
    Path folder;

    @TempDir
    Path other;

    private GatewayFixture gateway;

    @BeforeEach
    void start() {
        gateway = GatewayFixture.start(folder, AccountMode.OFF);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private int stored() throws Exception {
        return gateway.store.list(MediaId.Kind.VIDEOS, Instant.MAX).size();
    }

    @Test
    void acceptedVideoIsStoredAndPublishedWithItsOptions() throws Exception {
        HttpResponse<String> answer = gateway.upload(MP4, "?bitrate=128k&channels=mono&filename=a%20b.mp4");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(stored()).isOne();
        await().until(() -> gateway.video.waiting() == 1);
        var published = gateway.video.published().getFirst();
        assertThat(published.filename()).isEqualTo("a b.mp4");
        assertThat(published.options().rate()).isEqualTo(new ConstantRate(128));
        assertThat(published.options().channels()).isEqualTo(Channels.MONO);
        assertThat(gateway.metrics.scrape()).contains("soundlift_uploads_total 1.0");
    }

    /** The job may be there although the request was refused: then its video must be there too. */
    @Test
    void videoStaysWhereTheAnswerOfTheDatabaseIsLost() throws Exception {
        LostAnswers database = new LostAnswers(LedgerFixture.sqlite(other));
        try (GatewayFixture unlucky = GatewayFixture.on(database.source(), AccountMode.OFF)) {
            database.lose(true);
            assertThat(unlucky.upload(MP4, "?filename=lost.mp4").statusCode()).isBetween(500, 599);
            database.lose(false);
            await().until(() -> unlucky.video.waiting() == 1);
            ConversionRequested published = unlucky.video.published().getFirst();
            assertThat(unlucky.store.size(published.video())).isPresent();
        }
    }

    @Test
    void fieldOfAFormStandsAboveAParameter() throws Exception {
        String body = part("quality", "") + part("bitrate", "64") + "--b\r\nContent-Disposition: form-data; name=file;"
                + " filename=\"talk.mp4\"\r\n\r\n" + new String(MP4, java.nio.charset.StandardCharsets.ISO_8859_1)
                + "\r\n--b--\r\n";
        HttpResponse<String> answer = gateway.send(gateway.request("/convert?quality=3")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(body.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        await().until(() -> gateway.video.waiting() == 1);
        assertThat(gateway.video.published().getFirst().options().rate()).isEqualTo(new ConstantRate(64));
    }

    private static String part(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    @Test
    void withoutOptionsTheDefaultsCount() throws Exception {
        gateway.job();
        await().until(() -> gateway.video.waiting() == 1);
        assertThat(gateway.video.published().getFirst().options()).isEqualTo(AudioOptions.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "?quality=10,INVALID_OPTION",
        "?bitrate=100,INVALID_OPTION",
        "?quality=1&bitrate=128,INVALID_OPTION",
        "?channels=5.1,INVALID_OPTION",
        "?callback_url=ftp://example.org/,INVALID_OPTION"
    })
    void wrongOptionIsRefusedAndNothingIsKept(String query, String code) throws Exception {
        HttpResponse<String> answer = gateway.upload(MP4, query);
        assertThat(json(answer).required("code").stringValue()).isEqualTo(code);
        assertThat(stored()).isZero();
        assertThat(gateway.video.published()).isEmpty();
    }

    @Test
    void wrongFieldInAFormIsRefusedToo() throws Exception {
        String body = part("quality", "loud") + "--b--\r\n";
        HttpResponse<String> answer = gateway.send(gateway.request("/convert")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"0,EMPTY_FILE", "16,UNSUPPORTED_MEDIA_TYPE", "1001,FILE_TOO_LARGE"})
    void whatIsNoVideoIsRefusedAndNothingIsKept(int bytes, String code) throws Exception {
        HttpResponse<String> answer = gateway.upload(new byte[bytes], "");
        assertThat(json(answer).required("code").stringValue()).isEqualTo(code);
        assertThat(stored()).isZero();
    }

    @Test
    void repeatedRequestWithAKeyMakesOneJob() throws Exception {
        String first = json(gateway.send(keyed())).required("job_id").stringValue();
        assertThat(json(gateway.send(keyed())).required("job_id").stringValue()).isEqualTo(first);
        assertThat(stored()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?quality=3", "?filename=other.mp4", "?allow_incomplete=true"})
    void keyOfAnotherRequestIsRefused(String query) throws Exception {
        gateway.send(keyed());
        refusedAsReused(gateway.request("/convert" + query)
                .header("Idempotency-Key", "k")
                .POST(BodyPublishers.ofByteArray(MP4)));
        byte[] other = MP4.clone();
        other[other.length - 1]++;
        refusedAsReused(
                gateway.request("/convert").header("Idempotency-Key", "k").POST(BodyPublishers.ofByteArray(other)));
    }

    private void refusedAsReused(java.net.http.HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = gateway.send(request);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).required("code").stringValue()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(stored()).isOne();
    }

    @Test
    void unknownOptionIsRefusedWithTheNearestName() throws Exception {
        HttpResponse<String> answer = gateway.upload(MP4, "?chanels=mono");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).required("detail").stringValue())
                .isEqualTo("There is no option \"chanels\". Did you mean \"channels\"?");
        assertThat(json(answer).at("/errors/0/pointer").stringValue()).isEqualTo("#/chanels");
        assertThat(json(gateway.upload(MP4, "?xyz=1")).required("detail").stringValue())
                .contains("quality, bitrate");
        assertThat(json(gateway.send(gateway.request("/jobs?stats=failed")))
                        .required("detail")
                        .stringValue())
                .endsWith("Did you mean \"status\"?");
        assertThat(stored()).isZero();
    }

    private CompletableFuture<HttpResponse<String>> uploadForMp3(String query) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return gateway.send(gateway.request("/convert" + query)
                        .header("Accept", "audio/mpeg")
                        .POST(BodyPublishers.ofByteArray(MP4)));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private String published() {
        await().until(() -> gateway.video.waiting() == 1);
        return gateway.video.published().getFirst().jobId().value();
    }

    @Test
    void clientThatWaitsGetsTheMp3Itself() throws Exception {
        var waiting = uploadForMp3("?wait=60&filename=talk.mp4");
        gateway.complete(published());
        HttpResponse<String> answer = waiting.get(30, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("audio/mpeg");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("talk.mp3");
        assertThat(answer.body()).hasSize(GatewayFixture.MP3_BYTES);
    }

    @Test
    void clientThatWaitsGetsTheReasonOfAFailure() throws Exception {
        var waiting = uploadForMp3("?wait=60");
        gateway.fail(published());
        HttpResponse<String> answer = waiting.get(30, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).required("code").stringValue()).isEqualTo("NO_AUDIO_TRACK");
    }

    @Test
    void clientWhosePatienceEndsGetsTheJob() throws Exception {
        HttpResponse<String> answer = uploadForMp3("?wait=1").get(30, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).required("job_id").stringValue()).isEqualTo(published());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?wait=601", "?wait=-1", "?wait=soon"})
    void wrongWaitIsRefusedBeforeAnythingIsStored(String query) throws Exception {
        assertThat(gateway.upload(MP4, query).statusCode()).isEqualTo(422);
        assertThat(stored()).isZero();
    }

    @Test
    void formWithoutScriptsIsSentToThePageOfItsJob() throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.request("/convert")
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .POST(BodyPublishers.ofByteArray(MP4)));
        assertThat(answer.statusCode()).isEqualTo(303);
        String id = published();
        assertThat(answer.headers().firstValue("Location")).contains("/status/" + id);
        gateway.complete(id);
        HttpResponse<String> page =
                gateway.send(gateway.request("/status/" + id).header("Accept", "text/html,application/xhtml+xml"));
        assertThat(page.body()).contains("href=\"/download/" + id + ".mp3\"").doesNotContain("refresh");
    }

    private java.net.http.HttpRequest.Builder keyed() {
        return gateway.request("/convert")
                .header("Content-Type", "video/mp4")
                .header("Idempotency-Key", "k")
                .POST(BodyPublishers.ofByteArray(MP4));
    }

    @Test
    void ownerWithTooManyWaitingJobsIsToldToWait() throws Exception {
        for (int i = 0; i < GatewayFixture.LIMITS.owner().waitingJobs(); i++) {
            gateway.job();
        }
        HttpResponse<String> answer = gateway.upload(MP4, "");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("60");
        assertThat(stored()).isEqualTo(GatewayFixture.LIMITS.owner().waitingJobs());
    }
}
