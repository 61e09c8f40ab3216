package org.soundlift.auth;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import org.soundlift.auth.oidc.AuthorizationCodeFlow;
import org.soundlift.auth.token.TokenTiming;
import org.soundlift.http.Registration;

/**
 * The settings of the auth service.
 *
 * @param secret encrypts the signing keys in the database; hard to guess, asked for at the first use
 * @param registration tells which callers may make an account
 * @param external an issuer whose tokens are accepted beside our own
 * @param passwords whether accounts log in with passwords of their own
 * @param hashesAtATime the most passwords that are hashed at the same time
 */
public record AuthConfig(
        Supplier<String> secret,
        Registration registration,
        Optional<External> external,
        boolean passwords,
        int hashesAtATime,
        TokenTiming timing) {

    /**
     * An issuer of OpenID Connect.
     *
     * @param audience what its access tokens for us name
     * @param client what it knows us as; empty if browsers don't log in there
     */
    public record External(URI issuer, String audience, Optional<AuthorizationCodeFlow.Client> client) {}
}
