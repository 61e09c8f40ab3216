package org.soundlift.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.soundlift.auth.oidc.ExternalIssuer.Subject;
import org.soundlift.auth.oidc.LoginRefusedException.Reason;

class AuthorizationCodeFlowTest {
    private static final URI CALLBACK = URI.create("https://sound.example.org/login/oidc/callback");

    private PrivateIssuer issuer;
    private AuthorizationCodeFlow flow;
    private final LoginSecrets secrets = LoginSecrets.random();

    @BeforeEach
    void start() throws Exception {
        issuer = new PrivateIssuer();
        flow = new AuthorizationCodeFlow(
                issuer.uri(), new AuthorizationCodeFlow.Client("us", Optional.of("a secret"), CALLBACK));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    private JWTClaimsSet.Builder idToken() {
        return issuer.claims("ada")
                .audience("us")
                .issueTime(Date.from(Instant.now()))
                .claim("nonce", secrets.nonce().getValue());
    }

    private Map<String, List<String>> answer(String... namesAndValues) {
        Map<String, List<String>> answer = new HashMap<>();
        answer.put("state", List.of(secrets.state().getValue()));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            answer.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return answer;
    }

    private void requireRefusal(LoginSecrets of, Map<String, List<String>> answer, Reason reason) {
        assertThatThrownBy(() -> flow.finish(of, answer))
                .isInstanceOfSatisfying(
                        LoginRefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void browserIsLedToTheIssuer() throws Exception {
        URI place = flow.begin(secrets);
        assertThat(place.toString()).startsWith(issuer.uri() + "/authorize?");
        Map<String, List<String>> asked = URLUtils.parseParameters(place.getQuery());
        assertThat(asked)
                .containsEntry("response_type", List.of("code"))
                .containsEntry("client_id", List.of("us"))
                .containsEntry("redirect_uri", List.of(CALLBACK.toString()))
                .containsEntry("state", List.of(secrets.state().getValue()))
                .containsEntry("nonce", List.of(secrets.nonce().getValue()))
                .containsEntry("code_challenge_method", List.of("S256"));
        assertThat(place.toString()).doesNotContain(secrets.verifier().getValue());
        assertThat(LoginSecrets.parse(secrets.text())).contains(secrets);
        assertThat(LoginSecrets.parse("a.b.c")).isEmpty();
    }

    @Test
    void whoHasLoggedInIsKnown() throws Exception {
        issuer.give(issuer.sign(idToken().claim("email", "Ada@example.org").claim("email_verified", true)));
        Subject subject = flow.finish(secrets, answer("code", "c"));
        assertThat(subject.id()).isEqualTo("ada");
        assertThat(subject.email().orElseThrow().text()).isEqualTo("ada@example.org");
        assertThat(issuer.tokenRequest())
                .contains("code=c", "code_verifier=" + secrets.verifier().getValue());
    }

    @Test
    void addressIsAskedForWhereTheTokenHasNone() throws Exception {
        issuer.give(issuer.sign(idToken()));
        issuer.tellOfUser("{\"sub\":\"ada\",\"email\":\"ada@example.org\",\"email_verified\":true}");
        assertThat(flow.finish(secrets, answer("code", "c")).email()).isPresent();
        issuer.tellOfUser("{\"sub\":\"bob\",\"email\":\"bob@example.org\",\"email_verified\":true}");
        assertThat(flow.finish(secrets, answer("code", "c")).email()).isEmpty();
        issuer.tellOfUser("{\"sub\":\"ada\",\"email\":\"root@example.org\",\"email_verified\":false}");
        assertThat(flow.finish(secrets, answer("code", "c")).email()).isEmpty();
    }

    @Test
    void deniedLoginIsTold() {
        requireRefusal(secrets, answer("error", "access_denied"), Reason.DENIED);
        requireRefusal(secrets, answer("error", "server_error"), Reason.FAILED);
    }

    @Test
    void answerToAnotherLoginIsRefused() throws Exception {
        issuer.give(issuer.sign(idToken()));
        requireRefusal(LoginSecrets.random(), answer("code", "c"), Reason.EXPIRED);
        requireRefusal(secrets, answer("code", "c", "iss", "https://evil.example.org"), Reason.FAILED);
        requireRefusal(secrets, Map.of(), Reason.EXPIRED);
        requireRefusal(secrets, answer(), Reason.FAILED);
    }

    @Test
    void codeIsGoodOnce() {
        issuer.refuseCodes();
        requireRefusal(secrets, answer("code", "c"), Reason.FAILED);
    }

    @Test
    void tokenThatIsNotForThisLoginIsRefused() throws Exception {
        for (JWTClaimsSet.Builder bad : List.of(
                idToken().claim("nonce", "of another log-in"),
                idToken().claim("nonce", null),
                idToken().audience("others"),
                idToken().issuer("https://evil.example.org"),
                idToken().expirationTime(Date.from(Instant.EPOCH)))) {
            issuer.give(issuer.sign(bad));
            requireRefusal(secrets, answer("code", "c"), Reason.FAILED);
        }
        String signedByAnother = issuer.sign(idToken());
        issuer.rotate();
        issuer.give(signedByAnother.substring(0, signedByAnother.lastIndexOf('.') + 1)
                + issuer.sign(idToken().subject("bob")).replaceFirst(".*\\.", ""));
        requireRefusal(secrets, answer("code", "c"), Reason.FAILED);
    }
}
