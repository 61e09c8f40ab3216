package org.soundlift.gateway.access;

import java.util.Optional;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.account.Identity;
import org.soundlift.core.account.Role;
import org.soundlift.gateway.ledger.Owner;

/**
 * The sender of a request.
 *
 * @param owner the owner of its jobs
 * @param identity the account, if it has one
 */
record Caller(Owner owner, Optional<Identity> identity) {
    static Caller of(Identity identity) {
        return new Caller(new Owner.Account(identity.account(), identity.email()), Optional.of(identity));
    }

    static Caller anonymous(Owner owner) {
        return new Caller(owner, Optional.empty());
    }

    Optional<AccountId> account() {
        return identity.map(Identity::account);
    }

    boolean isAdmin() {
        return identity.filter(i -> i.role() == Role.ADMIN).isPresent();
    }
}
