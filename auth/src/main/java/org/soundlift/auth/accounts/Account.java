package org.soundlift.auth.accounts;

import java.time.Instant;
import java.util.Optional;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.account.Role;

/**
 * An account.
 *
 * @param passwordHash a PHC string; empty for accounts that log in at an external issuer
 * @param oneTimePassword present if the password must be changed before anything else
 * @param selfMade true if it was never checked that the e-mail address is the owner's
 * @param epoch grows with each change that ends all sessions: of password, role, or being disabled
 */
public record Account(
        AccountId id,
        EmailAddress email,
        Optional<String> passwordHash,
        Optional<OneTimePassword> oneTimePassword,
        boolean selfMade,
        Role role,
        boolean disabled,
        int epoch,
        Instant createdAt,
        Optional<Instant> lastLoginAt) {

    /**
     * The limit of a password that was made for the owner.
     *
     * @param until the end of its time; empty for those of before there was an end
     */
    public record OneTimePassword(Optional<Instant> until) {
        /** Returns true if it no longer opens a session. */
        public boolean hasExpired(Instant now) {
            return until.filter(now::isAfter).isPresent();
        }
    }

    Account withEpoch(int other) {
        return new Account(
                id, email, passwordHash, oneTimePassword, selfMade, role, disabled, other, createdAt, lastLoginAt);
    }
}
