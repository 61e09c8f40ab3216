package org.soundlift.auth.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.soundlift.auth.verify.Revocations;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.http.Json;

/** The other process as it can be: slow, silent, or gone. */
class RemoteAuthTest {
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private RemoteAuth auth;
    private final AtomicInteger failuresLeft = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            if (failuresLeft.getAndDecrement() > 0) {
                exchange.close(); // The connection ends without an answer.
                return;
            }
            byte[] body = Json.text(RevocationsJson.write(
                            new Revocations(Set.of("s"), Map.of(new AccountId("a".repeat(32)), 3))))
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/login") ? 401 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        auth = new RemoteAuth(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void questionsAreAskedAgainWhenTheyFail() throws Exception {
        failuresLeft.set(2);
        Revocations revocations = auth.revocations();
        assertThat(revocations.sessions()).containsExactly("s");
        assertThat(revocations.epochs()).isEqualTo(Map.of(new AccountId("a".repeat(32)), 3));
        assertThat(requests).hasValue(3);
    }

    @Test
    void refusedCredentialIsEmptyAndNotAnError() throws Exception {
        assertThat(auth.exchange("sl_unknown")).isEqualTo(Optional.empty());
        assertThat(auth.exchange("two\r\nlines")).isEqualTo(Optional.empty());
    }

    @Test
    void whoDoesNotAnswerIsNotAskedForAWhile() throws Exception {
        failuresLeft.set(1_000);
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(auth::revocations)
                    .isInstanceOf(AuthUnavailableException.class)
                    .hasMessageContaining("SOUNDLIFT_AUTH_URL");
        }
        assertThat(requests.get())
                .as("not 60: the circuit is broken after five failures")
                .isLessThan(20);
        failuresLeft.set(0);
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> auth.revocations() != null);
    }
}
