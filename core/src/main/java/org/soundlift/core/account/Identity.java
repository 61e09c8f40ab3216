package org.soundlift.core.account;

import java.util.Set;

/**
 * Whom a credential stands for, and what it allows.
 *
 * @param email the account's name for people
 */
public record Identity(AccountId account, String email, Role role, Set<Scope> scopes) {
    public Identity {
        scopes = Set.copyOf(scopes);
    }
}
