package org.soundlift.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.soundlift.auth.accounts.Accounts;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.auth.remote.AuthServer;
import org.soundlift.auth.remote.RemoteAuth;
import org.soundlift.auth.token.TokenTiming;
import org.soundlift.auth.verify.TokenAuthenticator;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.account.Identity;
import org.soundlift.core.account.Role;
import org.soundlift.core.account.Scope;
import org.soundlift.http.Registration;
import org.soundlift.http.TrustedProxies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the auth service does for users and gateways, over HTTP as between processes, on every database. */
abstract class AuthContract {
    private static final String ADA = "ada@example.org";
    private static final String PASSWORD = "kitchen window blue";
    private static final TokenTiming QUICK =
            new TokenTiming(Duration.ofSeconds(4), Duration.ofDays(7), Duration.ofDays(30), Duration.ofSeconds(1));
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private Registration registration = Registration.OPEN;
    private DataSource database;
    private Auth auth;
    private AuthServer server;
    private TokenAuthenticator tokens;

    /** A new, empty database. */
    abstract DataSource newDatabase() throws Exception;

    @BeforeEach
    void start() throws Exception {
        database = newDatabase();
        start(TokenTiming.DEFAULT, 0);
        auth.administration().add(ADA, Role.USER, Optional.of(PASSWORD));
    }

    private void start(TokenTiming timing, int port) throws Exception {
        AuthConfig config = new AuthConfig("a secret of the test", registration, Optional.empty(), 2, timing);
        auth = new Auth(config, database, Clock.systemUTC());
        auth.start();
        server = new AuthServer(auth, "127.0.0.1", port, new TrustedProxies(List.of("127.0.0.1")));
        server.start();
        tokens = new TokenAuthenticator(
                new RemoteAuth(URI.create("http://127.0.0.1:" + server.port())),
                Optional.empty(),
                Duration.ofMillis(200),
                Clock.systemUTC());
        tokens.start();
    }

    @AfterEach
    void stop() {
        tokens.close();
        server.close();
        auth.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String basic(String email, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((email + ":" + password).getBytes(UTF_8));
    }

    private HttpResponse<String> login(String email, String password, String address) throws Exception {
        return send("POST", "/login", "", "Authorization", basic(email, password), "X-Forwarded-For", address);
    }

    private String token() throws Exception {
        return token(login(ADA, PASSWORD, "192.0.2.1"));
    }

    private static String token(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body()).required("access_token").stringValue();
    }

    private static String[] bearer(String credential) {
        return new String[] {"Authorization", "Bearer " + credential};
    }

    private int verify(String credential) throws Exception {
        return send("POST", "/verify", "", bearer(credential)).statusCode();
    }

    @Test
    void loginByBasicOrJsonGivesATokenThatVerifies() throws Exception {
        HttpResponse<String> byJson =
                send("POST", "/login", "{\"email\":\"ADA@Example.org\",\"password\":\"" + PASSWORD + "\"}");
        JsonNode answer = JSON.readTree(byJson.body());
        assertThat(answer.required("token_type").stringValue()).isEqualTo("Bearer");
        assertThat(answer.required("expires_in").intValue()).isEqualTo(3_600);
        HttpResponse<String> bare =
                send("POST", "/login", "", "Authorization", basic(ADA, PASSWORD), "Accept", "text/plain");
        for (String token : List.of(token(), token(byJson), bare.body())) {
            JsonNode claims =
                    JSON.readTree(send("POST", "/validate", "", bearer(token)).body());
            assertThat(claims.required("username").stringValue()).isEqualTo(ADA);
            assertThat(claims.required("admin").booleanValue()).isFalse();
            Identity identity = tokens.authenticate(token).orElseThrow();
            assertThat(identity.email()).isEqualTo(ADA);
            assertThat(identity.scopes()).containsExactlyInAnyOrder(Scope.values());
        }
        assertThat(SignedJWT.parse(token()).getHeader().getType().getType()).isEqualTo("at+jwt");
    }

    @Test
    void oldHashIsMadeAnewWhenItsPasswordIsKnown() throws Exception {
        String old = "$argon2id$v=19$m=8192,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$ql6C0Q1qteTChowYTfXpL5KRT6Bm6HjOpHSooZNMC9o";
        Accounts accounts = new Accounts(Jdbi.create(database), Clock.systemUTC());
        EmailAddress email = new EmailAddress("old@example.org");
        accounts.add(email, Role.USER, Optional.of(old), false);
        assertThat(login(email.text(), "wrong", "192.0.2.1").statusCode()).isEqualTo(401);
        assertThat(accounts.find(email).orElseThrow().passwordHash()).contains(old);
        token(login(email.text(), PASSWORD, "192.0.2.1"));
        assertThat(accounts.find(email).orElseThrow().passwordHash().orElseThrow())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        token(login(email.text(), PASSWORD, "192.0.2.1"));
    }

    @Test
    void wrongPasswordAndUnknownAccountAreAnsweredAlike() throws Exception {
        HttpResponse<String> wrong = login(ADA, "not the password", "192.0.2.2");
        HttpResponse<String> unknown = login("nobody@example.org", PASSWORD, "192.0.2.3");
        auth.administration().setDisabled(ADA, true);
        HttpResponse<String> disabled = login(ADA, PASSWORD, "192.0.2.4");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(disabled.body()).isEqualTo(wrong.body());
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(disabled.statusCode()).isEqualTo(401);
        for (String header : List.of("Basic", "Basic !!!", "Basic " + "QQ==", "Digest x", "Bearer ", "Bearer x y")) {
            assertThat(send("POST", "/login", "", "Authorization", header).statusCode())
                    .as(header)
                    .isEqualTo(401);
        }
        for (String body : List.of("", "{", "[]", "{\"email\":\"a\",\"email\":\"b\"}", "null")) {
            assertThat(send("POST", "/login", body).statusCode()).as(body).isEqualTo(400);
        }
    }

    @Test
    void manyWrongPasswordsAreSlowedDownButNotTheOwnerElsewhere() throws Exception {
        HttpResponse<String> last = login(ADA, "wrong", "192.0.2.9");
        for (int i = 0; i < 19; i++) {
            last = login(ADA, "wrong", "192.0.2.9");
        }
        assertThat(last.statusCode()).isEqualTo(429);
        long delay = last.headers().firstValueAsLong("Retry-After").orElseThrow();
        assertThat(login(ADA, PASSWORD, "192.0.2.10").statusCode())
                .as("the owner at home")
                .isEqualTo(200);
        await().pollDelay(Duration.ofSeconds(delay))
                .until(() -> login(ADA, PASSWORD, "192.0.2.9").statusCode() == 200);
    }

    @Test
    void hugePasswordIsRefusedWithoutHashing() throws Exception {
        String huge = "{\"email\":\"" + ADA + "\",\"password\":\"" + "x".repeat(1 << 20) + "\"}";
        assertThat(send("POST", "/login", huge).statusCode()).isEqualTo(400);
        assertThat(send("POST", "/register", huge).statusCode()).isEqualTo(400);
        String long128 = "{\"email\":\"new@example.org\",\"password\":\"" + "x1 ".repeat(50) + "\"}";
        assertThat(send("POST", "/register", long128).statusCode()).isEqualTo(422);
    }

    @Test
    void everyoneCanRegisterWhereThatIsOpen() throws Exception {
        String body = "{\"email\":\"new@example.org\",\"password\":\"kitchen window red\"}";
        HttpResponse<String> made = send("POST", "/register", body);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body()).contains("\"role\":\"user\"").doesNotContain("argon2");
        assertThat(send("POST", "/register", body).body()).contains("ACCOUNT_EXISTS");
        assertThat(send("POST", "/register", body.replace("kitchen window red", "password1234"))
                        .body())
                .contains("#/password");
        assertThat(send("POST", "/register", body.replace("new@example.org", "nobody"))
                        .body())
                .contains("#/email");
        token(login("new@example.org", "kitchen window red", "192.0.2.1"));
    }

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
    void onlyWhoSitsAtTheMachineMayRegisterWhereThatIsLocal() throws Exception {
        stop();
        registration = Registration.LOCAL;
        start(TokenTiming.DEFAULT, 0);
        String body = "{\"email\":\"%s@example.org\",\"password\":\"kitchen window red\"}";
        assertThat(send("POST", "/register", body.formatted("a")).statusCode()).isEqualTo(201);
        assertThat(send("POST", "/register", body.formatted("b"), "X-Forwarded-For", "192.0.2.1")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("POST", "/register", body.formatted("b"), "X-Forwarded-Host", "sound.example.org")
                        .statusCode())
                .isEqualTo(403);
        stop();
        registration = Registration.CLOSED;
        start(TokenTiming.DEFAULT, 0);
        assertThat(send("POST", "/register", body.formatted("b")).statusCode()).isEqualTo(403);
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

    private String makeKey(String token, String body) throws Exception {
        HttpResponse<String> made = send("POST", "/account/keys", body, bearer(token));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JSON.readTree(made.body()).required("key").stringValue();
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

    @Test
    void cookieHoldsTheTokenWhereNoScriptReadsIt() throws Exception {
        String body = "{\"email\":\"" + ADA + "\",\"password\":\"" + PASSWORD + "\",\"cookie\":true}";
        HttpResponse<String> plain = send("POST", "/login", body, "X-Forwarded-Proto", "http");
        assertThat(plain.body()).doesNotContain("access_token");
        assertThat(plain.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("soundlift_session=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure");
        HttpResponse<String> secure = send("POST", "/login", body, "X-Forwarded-Proto", "https");
        String cookie = secure.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith("__Host-soundlift_session=").contains("Secure", "HttpOnly");
        String[] asPage = {
            "Cookie", cookie.split(";", 2)[0], "X-Forwarded-Proto", "https", "Sec-Fetch-Site", "same-origin"
        };
        HttpResponse<String> renewed = send("POST", "/renew", "", asPage);
        assertThat(renewed.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("__Host-soundlift_session=ey");
        HttpResponse<String> out = send("POST", "/logout", "", asPage);
        assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("=;", "Expires=Thu, 01 Jan 1970");
        assertThat(send("POST", "/renew", "", asPage).statusCode()).isEqualTo(401);
        asPage[5] = "cross-site";
        assertThat(send("POST", "/logout", "", asPage).statusCode()).isEqualTo(403);
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
