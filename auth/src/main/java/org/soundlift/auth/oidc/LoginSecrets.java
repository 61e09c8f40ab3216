package org.soundlift.auth.oidc;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secrets of one log-in at an issuer. The browser keeps them until it comes back, so that no other browser can end the log-in.
 *
 * @param state comes back with the browser (RFC 6749, §10.12)
 * @param nonce stands in the ID token (OpenID Connect Core 1.0, §15.5.2)
 * @param verifier proves to the issuer that the code is ours (RFC 7636)
 */
public record LoginSecrets(State state, Nonce nonce, CodeVerifier verifier) {
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("([\\w-]{43})\\.([\\w-]{43})\\.([\\w-]{43})");

    public static LoginSecrets random() {
        return new LoginSecrets(new State(BYTES), new Nonce(BYTES), new CodeVerifier());
    }

    /** Returns the secrets in a text; empty if it is none of {@link #text}. */
    public static Optional<LoginSecrets> parse(String text) {
        return Optional.of(FORM.matcher(text))
                .filter(form -> form.matches())
                .map(form -> new LoginSecrets(
                        new State(form.group(1)), new Nonce(form.group(2)), new CodeVerifier(form.group(3))));
    }

    public String text() {
        return state.getValue() + "." + nonce.getValue() + "." + verifier.getValue();
    }

    /** Tells none of them. */
    @Override
    public String toString() {
        return "secrets of a log-in";
    }
}
