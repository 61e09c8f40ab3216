package org.soundlift.notification.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.soundlift.core.account.WebhookKeys;
import org.soundlift.core.job.CallbackGone;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.PublicUrl;
import org.soundlift.core.queue.Broadcast;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.RecordingWorkQueue;
import org.soundlift.core.queue.WorkQueue.Delivery;
import org.soundlift.core.support.SettableClock;
import org.soundlift.http.outgoing.PublicAddresses;
import org.soundlift.notification.Ends;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookSenderTest {
    private static final String ADA = "ada@example.org";
    private static final Instant NOW = Instant.parse("2026-01-02T12:00:10Z");

    private final WebhookKeys keys = new WebhookKeys(() -> "a secret of the test");
    private final List<CallbackGone> gone = new ArrayList<>();
    private final List<Received> received = new ArrayList<>();
    private HttpServer receiver;
    private String base = "";
    private int answer = 204;

    private record Received(String path, String id, String timestamp, String signature, String body) {}

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
        base = "http://127.0.0.1:" + receiver.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        received.add(new Received(
                exchange.getRequestURI().toString(),
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        exchange.getResponseHeaders().set("Location", base + "/elsewhere");
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    private WebhookSender sender(String... allowed) {
        return new WebhookSender(
                new RecordingWorkQueue<>(),
                keys,
                new PublicPost(new PublicAddresses(List.of(allowed))),
                new WebhookBody(Optional.of(new PublicUrl("https://sound.example.net"))),
                new Broadcast<>() {
                    @Override
                    public void send(CallbackGone message) {
                        gone.add(message);
                    }

                    @Override
                    public void listen(Consumer<CallbackGone> listener) {}
                },
                new SettableClock(NOW));
    }

    private Outcome send(WebhookSender sender, String url) {
        var end = Ends.withCallback(Ends.completed(ADA, "talk.mp4"), new CallbackUrl(url));
        return sender.handle(new Delivery<>(end, 1));
    }

    @Test
    void endIsPostedAndSignedAsStandardWebhooksAsks() throws Exception {
        assertThat(send(sender("127.0.0.1"), base + "/hook?a=b")).isEqualTo(Outcome.DONE);
        Received hook = received.getFirst();
        assertThat(hook.path()).isEqualTo("/hook?a=b");
        assertThat(hook.id()).isEqualTo("msg_" + Ends.JOB + "_2");
        assertThat(hook.timestamp()).isEqualTo(Long.toString(NOW.getEpochSecond()));
        // Checked as a receiver would, with nothing of ours but the secret.
        byte[] secret = Base64.getDecoder().decode(keys.secretOf(ADA).substring("whsec_".length()));
        assertThat(secret).hasSize(32);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        byte[] expected = mac.doFinal((hook.id() + "." + hook.timestamp() + "." + hook.body()).getBytes(UTF_8));
        assertThat(hook.signature()).isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
        JsonNode body = JsonMapper.builder().build().readTree(hook.body());
        assertThat(body.required("type").stringValue()).isEqualTo("job.completed");
        JsonNode data = body.required("data");
        assertThat(data.required("job_id").stringValue()).isEqualTo(Ends.JOB.value());
        assertThat(data.required("download_url").stringValue())
                .isEqualTo("https://sound.example.net/download/" + Ends.JOB + ".mp3");
        assertThat(data.required("result").required("bytes").intValue()).isEqualTo(43_210_000);
    }

    @Test
    void failureIsToldWithItsCode() {
        var end = Ends.withCallback(
                Ends.failed(ADA, "talk.mp4", FailureCode.NO_AUDIO_TRACK), new CallbackUrl(base + "/"));
        assertThat(sender("127.0.0.1").handle(new Delivery<>(end, 1))).isEqualTo(Outcome.DONE);
        assertThat(received.getFirst().body()).contains("\"job.failed\"", "\"NO_AUDIO_TRACK\"");
    }

    @Test
    void secretsOfOwnersDiffer() {
        assertThat(keys.secretOf(ADA)).isNotEqualTo(keys.secretOf("bob@example.org"));
        assertThat(new WebhookKeys(() -> "another").secretOf(ADA)).isNotEqualTo(keys.secretOf(ADA));
    }

    @Test
    void everythingButSuccessIsTriedAgainAndRedirectsAreNotFollowed() {
        for (int status : new int[] {301, 302, 307, 308, 400, 404, 429, 500, 503}) {
            answer = status;
            assertThat(send(sender("127.0.0.1"), base + "/hook"))
                    .as("" + status)
                    .isInstanceOf(Outcome.Retry.class);
        }
        assertThat(received).allMatch(hook -> hook.path().equals("/hook"));
        assertThat(gone).isEmpty();
    }

    @Test
    void goneIsTakenForAnAnswer() {
        answer = 410;
        assertThat(send(sender("127.0.0.1"), base + "/hook")).isEqualTo(Outcome.DONE);
        assertThat(gone).containsExactly(new CallbackGone(new CallbackUrl(base + "/hook")));
    }

    @Test
    void privateAddressesAreNeverConnectedTo() {
        String port = base.replaceFirst(".*:", ":");
        for (String url : List.of(
                base,
                "http://localhost" + port,
                "http://[::1]" + port,
                "http://0.0.0.0" + port,
                "http://2130706433" + port,
                "http://127.1" + port)) {
            assertThat(send(sender(), url)).as(url).isIn(Outcome.DONE, new Outcome.Retry("never"));
        }
        assertThat(received).isEmpty();
    }

    @Test
    void receiverThatIsAwayIsTriedAgain() {
        receiver.stop(0);
        assertThat(send(sender("127.0.0.1"), base + "/hook")).isInstanceOf(Outcome.Retry.class);
    }

    @Test
    void jobWithoutCallbackIsNotTold() {
        assertThat(sender("127.0.0.1").handle(new Delivery<>(Ends.completed(ADA, "talk.mp4"), 1)))
                .isEqualTo(Outcome.DONE);
        assertThat(received).isEmpty();
        RecordingWorkQueue<org.soundlift.core.job.ConversionFinished> queue = new RecordingWorkQueue<>();
        assertThat(queue.published()).isEmpty();
    }
}
