package org.soundlift.core.account;

import java.util.Optional;

/**
 * Authenticates credentials. Any number of threads may ask at the same time; nearly all questions are answered
 * without leaving the process, in well below a millisecond.
 */
public interface Authenticator {
    /**
     * Returns the identity of a bearer credential (RFC 6750) at this moment.
     *
     * @param credential an access token or an API key, as a stranger sent it: any length, any characters
     * @return empty if it is not good, for whatever reason: wrong, expired, revoked, of a disabled account. A
     *     revocation counts at most 60 s after it was made
     * @throws AuthUnavailableException if that can't be known because the auth service does not answer
     */
    Optional<Identity> authenticate(String credential) throws AuthUnavailableException;

    /** Something was revoked just now: takes that into account at once, as far as the auth service answers. */
    void refresh();
}
