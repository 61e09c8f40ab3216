package org.soundlift.gateway.tus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.soundlift.gateway.GatewayFixture.MP4;
import static org.soundlift.gateway.GatewayFixture.json;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.options.Rate.ConstantRate;
import org.soundlift.gateway.GatewayFixture;
import org.soundlift.gateway.access.AccountMode;

/** Uploads in pieces, as a client of tus 1.0.0 sees them. */
class TusRoutesTest {
    private static final byte[] VIDEO = Arrays.copyOf(MP4, 1_000);

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

    private static String metadata(String... namesAndTexts) {
        return String.join(
                ",",
                IntStream.range(0, namesAndTexts.length / 2)
                        .mapToObj(i -> namesAndTexts[2 * i] + " "
                                + Base64.getEncoder().encodeToString(namesAndTexts[2 * i + 1].getBytes(UTF_8)))
                        .toList());
    }

    private HttpRequest.Builder request(String path) {
        return gateway.request(path).header("Tus-Resumable", "1.0.0");
    }

    private HttpResponse<String> create(long bytes, String metadata) throws IOException, InterruptedException {
        return gateway.send(request("/uploads")
                .header("Upload-Length", String.valueOf(bytes))
                .header("Upload-Metadata", metadata)
                .POST(BodyPublishers.noBody()));
    }

    private String created() throws IOException, InterruptedException {
        HttpResponse<String> answer = create(VIDEO.length, metadata("filename", "a b.mp4", "filetype", "video/mp4"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return header(answer, "Location");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private HttpResponse<String> patch(String path, int from, int to, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder patch = request(path)
                .header("Content-Type", "application/offset+octet-stream")
                .header("Upload-Offset", String.valueOf(from))
                .method("PATCH", BodyPublishers.ofByteArray(VIDEO, from, to - from));
        if (headers.length > 0) {
            patch.headers(headers);
        }
        return gateway.send(patch);
    }

    private HttpResponse<String> head(String path) throws IOException, InterruptedException {
        return gateway.send(request(path).method("HEAD", BodyPublishers.noBody()));
    }

    private static String code(HttpResponse<String> answer) {
        return json(answer).required("code").stringValue();
    }

    private int stored() throws Exception {
        return gateway.store.list(MediaId.Kind.VIDEOS, Instant.MAX).size();
    }

    @Test
    void optionsSayWhatIsSpoken() throws Exception {
        HttpResponse<String> answer =
                gateway.send(gateway.request("/uploads").method("OPTIONS", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(header(answer, "Tus-Version")).isEqualTo("1.0.0");
        assertThat(header(answer, "Tus-Extension")).contains("creation", "checksum", "expiration", "termination");
        assertThat(Long.parseLong(header(answer, "Tus-Max-Size"))).isPositive();
    }

    @Test
    void piecesBecomeAJobWithItsOptions() throws Exception {
        HttpResponse<String> begun =
                create(VIDEO.length, metadata("filename", "Übung.mp4", "bitrate", "128", "start", "1:30"));
        String path = header(begun, "Location");
        assertThat(header(begun, "Upload-Expires")).endsWith("GMT");
        HttpResponse<String> first = patch(path, 0, 600);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(204);
        assertThat(header(first, "Upload-Offset")).isEqualTo("600");
        assertThat(stored()).isZero();
        HttpResponse<String> asked = head(path);
        assertThat(header(asked, "Upload-Offset")).isEqualTo("600");
        assertThat(header(asked, "Upload-Length")).isEqualTo("1000");
        assertThat(header(asked, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(asked, "Soundlift-Job")).isEmpty();
        HttpResponse<String> last = patch(path, 600, VIDEO.length);
        String job = header(last, "Soundlift-Job");
        assertThat(job).matches("/status/[0-9a-f]{32}");
        await().until(() -> gateway.video.waiting() == 1);
        var published = gateway.video.published().getFirst();
        assertThat(published.filename()).isEqualTo("Übung.mp4");
        assertThat(published.options().rate()).isEqualTo(new ConstantRate(128));
        MediaId video = gateway.store.list(MediaId.Kind.VIDEOS, Instant.MAX).getFirst();
        try (var in = gateway.store.read(video, 0, VIDEO.length)) {
            assertThat(in.readAllBytes()).isEqualTo(VIDEO);
        }
        assertThat(header(head(path), "Soundlift-Job")).isEqualTo(job);
        assertThat(patch(path, VIDEO.length, VIDEO.length).statusCode())
                .as("sent again")
                .isEqualTo(204);
        assertThat(gateway.video.published()).hasSize(1);
    }

    @Test
    void uploadMayBringItsFirstPiece() throws Exception {
        HttpResponse<String> answer = gateway.send(request("/uploads")
                .header("Upload-Length", String.valueOf(VIDEO.length))
                .header("Content-Type", "application/offset+octet-stream")
                .POST(BodyPublishers.ofByteArray(VIDEO)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(header(answer, "Upload-Offset")).isEqualTo("1000");
        assertThat(header(answer, "Soundlift-Job")).startsWith("/status/");
    }

    @Test
    void pieceThatBreaksOffIsKept() throws Exception {
        String path = created();
        try (Socket socket =
                new Socket("localhost", gateway.request("/").build().uri().getPort())) {
            socket.getOutputStream()
                    .write(("PATCH " + path
                                    + " HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                                    + "Content-Type: application/offset+octet-stream\r\nContent-Length: 1000\r\n\r\n")
                            .getBytes(UTF_8));
            socket.getOutputStream().write(VIDEO, 0, 400);
            socket.getOutputStream().flush();
            await().until(() -> patch(path, 0, 1).statusCode() == 423);
        }
        await().until(() -> header(head(path), "Upload-Offset").equals("400"));
        await().until(() -> patch(path, 400, VIDEO.length).statusCode() == 204);
        assertThat(stored()).isOne();
    }

    @Test
    void anotherOffsetIsRefused() throws Exception {
        String path = created();
        patch(path, 0, 100);
        HttpResponse<String> answer = patch(path, 50, 200);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("UPLOAD_OFFSET");
        assertThat(header(head(path), "Upload-Offset")).isEqualTo("100");
    }

    @ParameterizedTest
    @CsvSource({"sha1,SHA-1", "sha256,SHA-256"})
    void damagedPieceIsNotKept(String name, String algorithm) throws Exception {
        String path = created();
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        digest.update(VIDEO, 0, 300);
        String right = name + " " + Base64.getEncoder().encodeToString(digest.digest());
        HttpResponse<String> wrong = patch(path, 0, 200, "Upload-Checksum", right);
        assertThat(wrong.statusCode()).isEqualTo(460);
        assertThat(code(wrong)).isEqualTo("CHECKSUM_MISMATCH");
        assertThat(header(head(path), "Upload-Offset")).isEqualTo("0");
        assertThat(patch(path, 0, 300, "Upload-Checksum", right).statusCode()).isEqualTo(204);
        assertThat(patch(path, 300, 400, "Upload-Checksum", "md5 AAAA").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsNoVideoIsRefusedByItsFirstPiece() throws Exception {
        String path = header(create(50, ""), "Location");
        HttpResponse<String> answer = gateway.send(request(path)
                .header("Content-Type", "application/offset+octet-stream")
                .header("Upload-Offset", "0")
                .method("PATCH", BodyPublishers.ofString("x".repeat(50))));
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(stored()).isZero();
        assertThat(head(path).statusCode()).as("nothing of it stays").isEqualTo(404);
    }

    @Test
    void moreThanWasAnnouncedIsRefused() throws Exception {
        String path = header(create(100, ""), "Location");
        assertThat(patch(path, 0, 200).statusCode()).isEqualTo(400);
    }

    @Test
    void wrongBeginningsAreRefusedBeforeAByte() throws Exception {
        assertThat(code(create(Long.MAX_VALUE / 100, ""))).isEqualTo("FILE_TOO_LARGE");
        assertThat(code(create(0, ""))).isEqualTo("EMPTY_FILE");
        assertThat(code(create(100, metadata("quality", "11")))).isEqualTo("INVALID_OPTION");
        assertThat(code(create(100, metadata("lowdness", "-16")))).isEqualTo("INVALID_OPTION");
        assertThat(code(create(100, "filename !!"))).isEqualTo("INVALID_REQUEST");
        HttpResponse<String> old = gateway.send(gateway.request("/uploads")
                .header("Tus-Resumable", "0.2.2")
                .header("Upload-Length", "5")
                .POST(BodyPublishers.noBody()));
        assertThat(old.statusCode()).isEqualTo(412);
        assertThat(header(old, "Tus-Version")).isEqualTo("1.0.0");
    }

    @Test
    void endedUploadIsGone() throws Exception {
        String path = created();
        patch(path, 0, 100);
        assertThat(gateway.send(request(path).DELETE()).statusCode()).isEqualTo(204);
        assertThat(head(path).statusCode()).isEqualTo(404);
        assertThat(gateway.store.arrived(new MediaId(MediaId.Kind.VIDEOS, path.substring(9))))
                .isZero();
        assertThat(patch("/uploads/" + "0".repeat(32), 0, 10).statusCode()).isEqualTo(404);
    }
}
