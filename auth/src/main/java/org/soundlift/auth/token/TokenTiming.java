package org.soundlift.auth.token;

import java.time.Duration;

/**
 * The lifetimes of tokens and of the keys that sign them.
 *
 * @param token of an access token
 * @param session the time for which a session can be renewed before the password is asked for again
 * @param keyAge a signing key that is older is followed by another
 * @param keyLead a key is published so long before it signs: longer than any cache keeps published keys
 */
public record TokenTiming(Duration token, Duration session, Duration keyAge, Duration keyLead) {
    public static final TokenTiming DEFAULT =
            new TokenTiming(Duration.ofHours(1), Duration.ofDays(7), Duration.ofDays(30), Duration.ofMinutes(10));

    /**
     * Returns the time for which a key stays published after its last signature, and a revocation is told: as long as
     * it can matter.
     */
    public Duration memory() {
        return token.plusMinutes(5);
    }
}
