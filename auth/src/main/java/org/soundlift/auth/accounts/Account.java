package org.soundlift.auth.accounts;

import java.time.Instant;
import java.util.Optional;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.account.Role;

/**
 * Somebody who may use the service.
 *
 * @param passwordHash a PHC string; empty for those who log in at an external issuer
 * @param selfMade whether nobody has checked that the address is its owner's
 * @param oneTimePassword whether the password must be changed before anything else
 * @param epoch grows with each change that ends all sessions: of password, role, or being disabled
 */
public record Account(
        AccountId id,
        EmailAddress email,
        Optional<String> passwordHash,
        boolean oneTimePassword,
        boolean selfMade,
        Role role,
        boolean disabled,
        int epoch,
        Instant createdAt,
        Optional<Instant> lastLoginAt) {

    Account withEpoch(int other) {
        return new Account(
                id, email, passwordHash, oneTimePassword, selfMade, role, disabled, other, createdAt, lastLoginAt);
    }
}
