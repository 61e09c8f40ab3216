package org.soundlift.auth.accounts;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.account.Scope;

/**
 * A credential for a program of an account's owner. The secret itself is not kept.
 *
 * @param name what its owner calls it
 * @param expiresAt not accepted from then on; empty if it does not expire
 */
public record ApiKey(
        String id,
        AccountId account,
        String name,
        Set<Scope> scopes,
        Instant createdAt,
        Optional<Instant> lastUsedAt,
        Optional<Instant> expiresAt) {
    public static final int LONGEST_NAME = 100;
    public static final int MOST_DAYS = 3_650;

    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    boolean isGood(Instant now) {
        return expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
    }
}
