package org.soundlift.auth.verify;

import java.util.Map;
import java.util.Set;
import org.soundlift.core.account.AccountId;

/**
 * The sessions that ended before their tokens do.
 *
 * @param sessions those that were ended one by one
 * @param epochs the epoch from which on an account's tokens are good
 */
public record Revocations(Set<String> sessions, Map<AccountId, Integer> epochs) {
    public static final Revocations NONE = new Revocations(Set.of(), Map.of());

    public Revocations {
        sessions = Set.copyOf(sessions);
        epochs = Map.copyOf(epochs);
    }

    boolean contains(TokenClaims claims) {
        return sessions.contains(claims.session())
                || claims.epoch() < epochs.getOrDefault(claims.identity().account(), 0);
    }
}
