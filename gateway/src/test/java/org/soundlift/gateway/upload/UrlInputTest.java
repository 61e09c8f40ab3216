package org.soundlift.gateway.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.soundlift.gateway.GatewayFixture.MP4;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.soundlift.core.job.WebUrl;
import org.soundlift.core.media.MediaId;
import org.soundlift.gateway.GatewayFixture;
import org.soundlift.gateway.access.AccountMode;

class UrlInputTest {
    /** A host that is none. */
    private static final String URL = "http://127.0.0.1:9/talk%20one.mp4";

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data; boundary=b";

    @TempDir
    Path folder;

    private static HttpResponse<String> post(GatewayFixture gateway, String query, String type, String body)
            throws Exception {
        return gateway.send(
                gateway.request("/convert" + query).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private static void requireFailed(GatewayFixture gateway, HttpResponse<String> answer, String name)
            throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String job = GatewayFixture.json(answer).required("job_id").stringValue();
        await().until(() -> gateway.ledger.published().stream()
                .anyMatch(end -> end.request().jobId().value().equals(job)));
        gateway.ledger.deliver(gateway.ledger.published().getLast());
        assertThat(gateway.send(gateway.request("/status/" + job)).body())
                .contains("URL_UNREACHABLE", "http://127.0.0.1:9 is no public address", name);
    }

    @Test
    void videoIsNamedInEachWay() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.OFF)) {
            String json = "{\"url\": \"" + URL + "\", \"quality\": 3, \"filename\": \"mine.mp4\"}";
            String part = "--b\r\nContent-Disposition: form-data; name=url\r\n\r\n" + URL + "\r\n--b--\r\n";
            requireFailed(gateway, post(gateway, "", "application/json", json), "mine.mp4");
            requireFailed(gateway, post(gateway, "", FORM, "url=" + URL.replace("%", "%25")), "talk one.mp4");
            requireFailed(gateway, post(gateway, "", MULTIPART, part), "talk one.mp4");
            HttpRequest.Builder query = gateway.request("/convert?url=" + URL.replace("%", "%25"));
            requireFailed(gateway, gateway.send(query.POST(BodyPublishers.noBody())), "talk one.mp4");
            assertThat(gateway.mp3.published()).as("their owner hears of it").hasSize(4);
            assertThat(gateway.video.waiting()).isZero();
            assertThat(gateway.store.list(MediaId.Kind.VIDEOS, Instant.MAX)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "ftp://example.org/a", "http://user@example.org/a", "example.org/a.mp4"})
    void otherUrlsAreRefused(String url) throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.OFF)) {
            HttpResponse<String> answer = post(gateway, "", FORM, "url=" + url);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("an absolute http or https URL");
        }
    }

    @Test
    void fileOrUrlIsWanted() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.OFF)) {
            String video = new String(MP4, java.nio.charset.StandardCharsets.ISO_8859_1);
            String both = "--b\r\nContent-Disposition: form-data; name=url\r\n\r\n" + URL
                    + "\r\n--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n" + video
                    + "\r\n--b--\r\n";
            assertThat(post(gateway, "", MULTIPART, both).body()).contains("Send either a file or the url of one.");
            assertThat(post(gateway, "?url=http://example.org/a", "video/mp4", video)
                            .body())
                    .contains("Send either a file or the url of one.");
            assertThat(post(gateway, "", FORM, "quality=3").statusCode()).isEqualTo(400);
            assertThat(post(gateway, "", "application/json", "{}").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void visitorsNameNoneWhereOthersHaveAccounts() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.OPTIONAL)) {
            HttpResponse<String> answer = post(gateway, "", FORM, "url=" + URL);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("videos are fetched for accounts alone");
        }
    }

    @Test
    void sameKeyWithTheSameUrlIsTheSameJob() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(folder, AccountMode.OFF)) {
            String first = keyed(gateway, URL).body();
            assertThat(keyed(gateway, URL).body()).isEqualTo(first);
            assertThat(keyed(gateway, URL + "?x").statusCode()).isEqualTo(422);
        }
    }

    private static HttpResponse<String> keyed(GatewayFixture gateway, String url) throws Exception {
        return gateway.send(gateway.request("/convert")
                .header("Content-Type", FORM)
                .header("Idempotency-Key", "one")
                .POST(BodyPublishers.ofString("url=" + url.replace("%", "%25"))));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.org/b/c.mp4, , c.mp4",
        "http://a.org/b/c%20d+e.mp4?x=/y, , c d+e.mp4",
        "http://a.org, , ''",
        "http://a.org/b/, , ''",
        "http://a.org/get?id=5, attachment; filename=\"Sermon.mp4\", Sermon.mp4",
        "http://a.org/get, attachment; filename*=UTF-8''Gru%C3%9F.mp4, Gruß.mp4",
        "http://a.org/get, inline, get"
    })
    void nameIsThatOfTheServerOrOfThePath(String url, String disposition, String name) {
        assertThat(UrlInput.name(new WebUrl(url), Optional.ofNullable(disposition)))
                .isEqualTo(name);
    }
}
