package org.soundlift.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.PlainJWT;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.auth.Auth;
import org.soundlift.auth.AuthConfig;
import org.soundlift.auth.Databases;
import org.soundlift.auth.accounts.Accounts;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.auth.token.TokenTiming;
import org.soundlift.auth.verify.TokenAuthenticator;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.account.Identity;
import org.soundlift.core.account.Role;
import org.soundlift.core.account.Scope;
import org.soundlift.http.Registration;

class ExternalIssuerTest {
    @TempDir
    Path folder;

    private DataSource database;
    private PrivateIssuer issuer;
    private Auth auth;
    private TokenAuthenticator tokens;

    @BeforeEach
    void start() throws Exception {
        issuer = new PrivateIssuer();
        AuthConfig.External external = new AuthConfig.External(issuer.uri(), "soundlift", Optional.empty());
        database = Databases.sqlite(folder);
        auth = new Auth(
                new AuthConfig(
                        () -> "a secret of the test",
                        Registration.CLOSED,
                        Optional.of(external),
                        true,
                        1,
                        TokenTiming.DEFAULT),
                database,
                new SimpleMeterRegistry(),
                Clock.systemUTC());
        auth.start();
        tokens = new TokenAuthenticator(
                auth.authority(), Optional.of(issuer.uri().toString()), TokenAuthenticator.PACE, Clock.systemUTC());
        tokens.start();
    }

    @AfterEach
    void stop() {
        tokens.close();
        auth.close();
        issuer.close();
    }

    @Test
    void accountIsMadeOnFirstSightAndFoundAgain() throws Exception {
        String token =
                issuer.sign(issuer.claims("7").claim("email", "Ada@Example.org").claim("email_verified", true));
        Identity first = tokens.authenticate(token).orElseThrow();
        assertThat(first.email()).isEqualTo("ada@example.org");
        assertThat(first.role()).isEqualTo(Role.USER);
        assertThat(first.scopes()).containsExactlyInAnyOrder(Scope.JOBS_READ, Scope.JOBS_WRITE);
        Identity again = tokens.authenticate(issuer.sign(issuer.claims("7"))).orElseThrow();
        assertThat(again.account()).isEqualTo(first.account());
        assertThat(auth.administration().list()).hasSize(1);
    }

    @Test
    void addressThatNobodyHasVerifiedTakesNoAccount() throws Exception {
        auth.administration().add("ada@example.org", Role.ADMIN, Optional.of("kitchen window blue"));
        Identity unverified = tokens.authenticate(issuer.sign(
                        issuer.claims("8").claim("email", "ada@example.org").claim("email_verified", false)))
                .orElseThrow();
        assertThat(unverified.role()).isEqualTo(Role.USER);
        assertThat(unverified.email()).endsWith("@external.invalid");
        Identity verified = tokens.authenticate(issuer.sign(
                        issuer.claims("9").claim("email", "ada@example.org").claim("email_verified", true)))
                .orElseThrow();
        assertThat(verified.role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void accountOfWhoeverSaidThatTheAddressIsTheirsIsNotGivenAway() throws Exception {
        Accounts accounts = new Accounts(Jdbi.create(database), Clock.systemUTC());
        accounts.register(new EmailAddress("ada@example.org"), "hash");
        String token =
                issuer.sign(issuer.claims("7").claim("email", "ada@example.org").claim("email_verified", true));
        assertThat(tokens.authenticate(token)).isEmpty();
        auth.administration().reset("ada@example.org", Optional.empty());
        String again = issuer.sign(issuer.claims("7")
                .claim("email", "ada@example.org")
                .claim("email_verified", true)
                .jwtID("2"));
        assertThat(tokens.authenticate(again)).isPresent();
    }

    @Test
    void whatIsNotItsTokenForUsIsRefused() throws Exception {
        assertThat(tokens.authenticate(issuer.sign(issuer.claims("1").audience("other"))))
                .isEmpty();
        assertThat(tokens.authenticate(issuer.sign(issuer.claims("1").issuer("https://evil.example"))))
                .isEmpty();
        assertThat(tokens.authenticate(issuer.sign(issuer.claims("1")
                        .expirationTime(Date.from(Instant.now().minusSeconds(90))))))
                .isEmpty();
        assertThat(tokens.authenticate(issuer.sign(issuer.claims("1").subject(null))))
                .isEmpty();
        String encrypted = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..A.A.A";
        assertThat(tokens.authenticate(encrypted)).isEmpty();
        assertThat(auth.authority().exchange(encrypted)).isEmpty();
        assertThat(tokens.authenticate(new PlainJWT(issuer.claims("1").build()).serialize()))
                .isEmpty();
        try (PrivateIssuer other = new PrivateIssuer()) {
            assertThat(tokens.authenticate(other.sign(issuer.claims("1")))).isEmpty();
        }
        assertThat(auth.administration().list()).isEmpty();
    }

    @Test
    void disabledAccountIsOut() throws Exception {
        String token =
                issuer.sign(issuer.claims("7").claim("email", "ada@example.org").claim("email_verified", true));
        assertThat(tokens.authenticate(token)).isPresent();
        auth.administration().setDisabled("ada@example.org", true);
        tokens.refresh();
        assertThat(tokens.authenticate(token)).isEmpty();
        assertThat(tokens.authenticate(issuer.sign(issuer.claims("7")))).isEmpty();
    }

    @Test
    void newKeysAreFound() throws Exception {
        assertThat(tokens.authenticate(issuer.sign(issuer.claims("7")))).isPresent();
        issuer.rotate();
        assertThat(tokens.authenticate(issuer.sign(issuer.claims("8")))).isPresent();
    }

    @Test
    void issuerThatIsSomebodyElseIsUnavailableAndNotAskedAllTheTime() throws Exception {
        issuer.claimToBe("https://somebody.example");
        for (int i = 0; i < 5; i++) {
            String token = issuer.sign(issuer.claims("user" + i));
            assertThatThrownBy(() -> tokens.authenticate(token)).isInstanceOf(AuthUnavailableException.class);
        }
        assertThat(issuer.discoveries()).isOne();
        assertThat(auth.authority().exchange("garbage"))
                .as("what is not of this issuer does not need it")
                .isEmpty();
    }
}
