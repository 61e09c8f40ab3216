package org.soundlift.core.account;

import java.util.Set;

/**
 * The owner of a credential, and its rights.
 *
 * @param email the account's name for people
 */
public record Identity(AccountId account, String email, Role role, Set<Scope> scopes) {
    public Identity {
        scopes = Set.copyOf(scopes);
    }
}
