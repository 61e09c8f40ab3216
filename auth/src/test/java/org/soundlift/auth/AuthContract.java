package org.soundlift.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.soundlift.auth.accounts.Accounts;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.auth.token.TokenTiming;
import org.soundlift.core.account.Identity;
import org.soundlift.core.account.Role;
import org.soundlift.core.account.Scope;
import org.soundlift.http.Registration;
import tools.jackson.databind.JsonNode;

/** Login, registration and their limits, on every database. */
abstract class AuthContract extends AuthFixture {
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
    void oneTimePasswordOpensNoSessionAfterItsTime() throws Exception {
        String password = auth.administration()
                .add("late@example.org", Role.USER, Optional.empty())
                .generated()
                .orElseThrow();
        token(login("late@example.org", password, "192.0.2.9"));
        Jdbi.create(database)
                .useHandle(handle ->
                        handle.execute("update auth_account set one_time_until = 1 where email = 'late@example.org'"));
        HttpResponse<String> late = login("late@example.org", password, "192.0.2.9");
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(late.body()).contains("has expired");
        assertThat(login("late@example.org", "not the password", "192.0.2.9").body())
                .doesNotContain("has expired");
    }

    /** Each answer names its own request. */
    private static String withoutId(HttpResponse<String> answer) {
        return answer.body().replaceFirst("\"request_id\":\"[0-9a-f]{32}\"", "");
    }

    @Test
    void wrongPasswordAndUnknownAccountAreAnsweredAlike() throws Exception {
        HttpResponse<String> wrong = login(ADA, "not the password", "192.0.2.2");
        HttpResponse<String> unknown = login("nobody@example.org", PASSWORD, "192.0.2.3");
        auth.administration().setDisabled(ADA, true);
        HttpResponse<String> disabled = login(ADA, PASSWORD, "192.0.2.4");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
        assertThat(withoutId(unknown)).isEqualTo(withoutId(wrong)).contains("UNAUTHORIZED");
        assertThat(withoutId(disabled)).isEqualTo(withoutId(wrong));
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
}
