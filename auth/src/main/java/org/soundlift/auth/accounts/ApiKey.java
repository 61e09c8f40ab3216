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
 */
public record ApiKey(
        String id, AccountId account, String name, Set<Scope> scopes, Instant createdAt, Optional<Instant> lastUsedAt) {
    public static final int LONGEST_NAME = 100;

    public ApiKey {
        scopes = Set.copyOf(scopes);
    }
}
