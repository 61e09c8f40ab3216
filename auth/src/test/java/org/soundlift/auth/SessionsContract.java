package org.soundlift.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.soundlift.auth.token.TokenTiming;
import org.soundlift.auth.verify.TokenAuthenticator;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.account.Role;
import org.soundlift.core.account.Scope;
import tools.jackson.databind.JsonNode;

/** Sessions and API keys, their renewal and their end, on every database. */
abstract class SessionsContract extends AuthFixture {
    @Test
    void logoutEndsTheSessionAndItsRenewedTokens() throws Exception {
        String token = token();
        String other = token();
        String renewed = token(send("POST", "/renew", "", bearer(token)));
        assertThat(verify(renewed)).isEqualTo(200);
        assertThat(send("POST", "/logout", "", bearer(renewed)).statusCode()).isEqualTo(204);
        tokens.refresh();
        for (String over : List.of(token, renewed)) {
            assertThat(verify(over)).isEqualTo(401);
            assertThat(tokens.authenticate(over)).isEmpty();
        }
        assertThat(tokens.authenticate(other)).isPresent();
        assertThat(send("POST", "/logout", "", bearer(token)).statusCode()).isEqualTo(401);
        assertThat(send("POST", "/logout", "").statusCode()).isEqualTo(401);
    }

    @Test
    void newPasswordEndsAllOtherSessionsButKeepsApiKeys() throws Exception {
        String token = token();
        String other = token();
        String key = makeKey(token, "{\"name\":\"nightly\"}");
        assertThat(tokens.authenticate(key)).isPresent();
        String change = "{\"current_password\":\"%s\",\"new_password\":\"%s\"}";
        assertThat(send("PUT", "/account/password", change.formatted("wrong", "garden gate green"), bearer(token))
                        .body())
                .contains("#/current_password");
        assertThat(send("PUT", "/account/password", change.formatted(PASSWORD, "qwertyuiop12"), bearer(token))
                        .body())
                .contains("#/new_password");
        HttpResponse<String> changed =
                send("PUT", "/account/password", change.formatted(PASSWORD, "garden gate green"), bearer(token));
        tokens.refresh();
        assertThat(tokens.authenticate(token(changed))).isPresent();
        assertThat(tokens.authenticate(other)).isEmpty();
        assertThat(tokens.authenticate(token)).isEmpty();
        assertThat(tokens.authenticate(key)).isPresent();
        assertThat(login(ADA, PASSWORD, "192.0.2.1").statusCode()).isEqualTo(401);
        token(login(ADA, "garden gate green", "192.0.2.1"));
    }

    @Test
    void apiKeyDoesWhatItsScopesSayUntilItIsRevoked() throws Exception {
        String token = token();
        String key = makeKey(token, "{\"name\":\"reader\",\"scopes\":[\"jobs:read\"]}");
        assertThat(tokens.authenticate(key).orElseThrow().scopes()).containsExactly(Scope.JOBS_READ);
        assertThat(verify(key)).isEqualTo(200);
        assertThat(send("POST", "/login", "", bearer(key)).body()).contains("access_token", "\"expires_in\":3");
        String bare = send("POST", "/login", "", "Authorization", "Bearer " + key, "Accept", "text/plain")
                .body();
        assertThat(tokens.authenticate(bare).orElseThrow().scopes()).containsExactly(Scope.JOBS_READ);
        assertThat(send("POST", "/account/keys", "{\"name\":\"x\"}", bearer(key))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("POST", "/renew", "", bearer(key)).statusCode()).isEqualTo(403);
        assertThat(send("POST", "/logout", "", bearer(key)).statusCode()).isEqualTo(403);
        assertThat(send("POST", "/account/keys", "{\"name\":\"x\",\"scopes\":[\"account\"]}", bearer(token))
                        .statusCode())
                .isEqualTo(422);
        JsonNode listed =
                JSON.readTree(send("GET", "/account/keys", "", bearer(token)).body());
        JsonNode entry = listed.required("keys").get(0);
        assertThat(entry.has("key")).isFalse();
        String id = entry.required("id").stringValue();
        assertThat(send("DELETE", "/account/keys/" + id, "", bearer(token)).statusCode())
                .isEqualTo(204);
        assertThat(send("DELETE", "/account/keys/" + id, "", bearer(token)).statusCode())
                .isEqualTo(404);
        tokens.refresh();
        assertThat(tokens.authenticate(key)).isEmpty();
        assertThat(verify(key)).isEqualTo(401);
        assertThat(tokens.authenticate("sl_" + "A".repeat(43))).isEmpty();
        assertThat(tokens.authenticate("sl_\r\nX-Evil: 1")).isEmpty();
    }

    @Test
    void disabledAccountIsOut() throws Exception {
        String token = token();
        String key = makeKey(token, "{\"name\":\"nightly\"}");
        assertThat(tokens.authenticate(key)).isPresent();
        auth.administration().setDisabled(ADA, true);
        assertThat(verify(token)).isEqualTo(401);
        tokens.refresh();
        assertThat(tokens.authenticate(token)).isEmpty();
        assertThat(tokens.authenticate(key)).isEmpty();
        auth.administration().setDisabled(ADA, false);
        tokens.refresh();
        assertThat(tokens.authenticate(token)).as("log in again").isEmpty();
        assertThat(verify(token())).isEqualTo(200);
    }

    @Test
    void operatorsResetEndsSessionsAndApiKeys() throws Exception {
        String token = token();
        String key = makeKey(token, "{\"name\":\"of a thief\"}");
        assertThat(tokens.authenticate(key)).isPresent();
        auth.administration().reset(ADA, Optional.of("garden gate green"));
        tokens.refresh();
        assertThat(tokens.authenticate(token)).isEmpty();
        assertThat(tokens.authenticate(key)).isEmpty();
        assertThat(verify(key)).isEqualTo(401);
        token(login(ADA, "garden gate green", "192.0.2.1"));
    }

    @Test
    void oneTimePasswordIsGoodForChangingItOnly() throws Exception {
        var made = auth.administration().add("new@example.org", Role.ADMIN, Optional.empty());
        String password = made.generated().orElseThrow();
        HttpResponse<String> login = login("new@example.org", password, "192.0.2.1");
        assertThat(login.body()).contains("\"password_change_required\":true");
        String token = token(login);
        assertThat(tokens.authenticate(token).orElseThrow().scopes()).containsExactly(Scope.ACCOUNT);
        assertThat(send("POST", "/account/keys", "{\"name\":\"x\"}", bearer(token))
                        .statusCode())
                .isEqualTo(403);
        String change = "{\"current_password\":\"" + password + "\",\"new_password\":\"garden gate green\"}";
        HttpResponse<String> changed = send("PUT", "/account/password", change, bearer(token));
        assertThat(changed.body()).doesNotContain("password_change_required");
        assertThat(tokens.authenticate(token(changed)).orElseThrow().scopes()).contains(Scope.JOBS_WRITE);
    }

    /** Tokens are made and checked all the time while keys follow each other and tokens of the old ones expire. */
    @Test
    void keysRotateUnderLoadWithoutOneFailedRequest() throws Exception {
        stop();
        start(QUICK, 0);
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Integer>> workers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                workers.add(threads.submit(loginAndUse(over)));
            }
            for (int i = 0; i < 3; i++) {
                auth.rotateKeys();
                await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
            }
            over.set(true);
            int checks = 0;
            for (Future<Integer> worker : workers) {
                checks += worker.get();
            }
            assertThat(checks).isGreaterThan(100);
        }
    }

    private Callable<Integer> loginAndUse(AtomicBoolean over) {
        return () -> {
            int checks = 0;
            while (!over.get()) {
                String token = token();
                for (int i = 0; i < 20; i++) {
                    assertThat(tokens.authenticate(token)).isPresent();
                    checks++;
                }
                assertThat(verify(token)).isEqualTo(200);
            }
            return checks;
        };
    }

    @Test
    void sessionsGoOnWhileTheAuthServiceIsAwayAndLoginsWhenItIsBack() throws Exception {
        String token = token();
        String key = makeKey(token, "{\"name\":\"nightly\"}");
        assertThat(tokens.authenticate(key)).isPresent();
        int port = server.port();
        server.close();
        tokens.refresh();
        assertThat(tokens.authenticate(token)).isPresent();
        assertThat(tokens.authenticate(key)).isPresent();
        assertThatThrownBy(() -> tokens.authenticate("sl_" + "B".repeat(43)))
                .isInstanceOf(AuthUnavailableException.class);
        auth.close();
        tokens.close();
        TokenAuthenticator before = tokens;
        start(TokenTiming.DEFAULT, port);
        await().until(() -> {
            before.refresh();
            return before.authenticate(token()).isPresent();
        });
        assertThat(before.authenticate(token)).isPresent();
    }
}
