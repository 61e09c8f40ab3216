package org.soundlift.auth.verify;

import java.util.Optional;
import org.soundlift.core.account.AuthUnavailableException;

/** The questions of checkers of tokens to their maker. Any number of threads may ask at the same time. */
public interface TokenAuthority {
    /** The keys that tokens are signed with: a JWK Set (RFC 7517 §5). */
    String publicKeys() throws AuthUnavailableException;

    /** Whatever was revoked and could still be taken for good. */
    Revocations revocations() throws AuthUnavailableException;

    /**
     * An access token for another credential (as in RFC 8693): an API key, or a token of an external issuer.
     *
     * @return empty if the credential is not good
     */
    Optional<String> exchange(String credential) throws AuthUnavailableException;
}
