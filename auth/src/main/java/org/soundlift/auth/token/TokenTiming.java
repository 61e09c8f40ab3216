package org.soundlift.auth.token;

import java.time.Duration;

/**
 * How long tokens and the keys that sign them last.
 *
 * @param token how long an access token is good
 * @param session how long a session can be renewed before the password is asked for again
 * @param keyAge how old a signing key becomes before another follows
 * @param keyLead how long a key is published before it signs: longer than anybody caches the published keys
 */
public record TokenTiming(Duration token, Duration session, Duration keyAge, Duration keyLead) {
    public static final TokenTiming DEFAULT =
            new TokenTiming(Duration.ofHours(1), Duration.ofDays(7), Duration.ofDays(30), Duration.ofMinutes(10));

    /** How long a key stays published after its last signature, and a revocation is told: as long as it can matter. */
    public Duration memory() {
        return token.plusMinutes(5);
    }
}
