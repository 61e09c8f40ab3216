package org.soundlift.auth.administration;

import java.util.List;
import java.util.Optional;
import org.soundlift.auth.accounts.Account;
import org.soundlift.auth.accounts.AccountExistsException;
import org.soundlift.auth.accounts.Accounts;
import org.soundlift.auth.accounts.ApiKeys;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.auth.accounts.LastAdministratorException;
import org.soundlift.auth.accounts.RandomId;
import org.soundlift.auth.password.PasswordHasher;
import org.soundlift.core.account.Role;

/**
 * The work of an operator on accounts; it can be done beside running services. Messages of errors are for the
 * operator.
 */
public final class Administration {
    private final Accounts accounts;
    private final ApiKeys apiKeys;
    private final PasswordHasher hasher;

    public Administration(Accounts accounts, ApiKeys apiKeys, PasswordHasher hasher) {
        this.accounts = accounts;
        this.apiKeys = apiKeys;
        this.hasher = hasher;
    }

    /**
     * A password that was set.
     *
     * @param generated the password, if it was made up here: the owner has to get it, and must change it
     */
    public record PasswordSet(Account account, Optional<String> generated) {}

    /** Something that an operator asked for can't be done. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    public List<Account> list() {
        return accounts.list();
    }

    public boolean isEmpty() {
        return accounts.isEmpty();
    }

    /** @param password empty to have one made up */
    public PasswordSet add(String email, Role role, Optional<String> password) throws RefusedException {
        EmailAddress address = address(email);
        String chosen = chosen(password, address);
        try {
            Account account = accounts.add(address, role, Optional.of(hasher.hash(chosen)), password.isEmpty());
            return new PasswordSet(account, password.isPresent() ? Optional.empty() : Optional.of(chosen));
        } catch (AccountExistsException e) {
            throw new RefusedException(
                    e.getMessage() + " To give it a new password: soundlift accounts reset " + address);
        }
    }

    /**
     * Gives an account a new password, and ends its sessions and API keys: a stranger may have made them.
     *
     * @param password empty to have one made up
     */
    public PasswordSet reset(String email, Optional<String> password) throws RefusedException {
        Account account = find(email);
        String chosen = chosen(password, account.email());
        apiKeys.removeAll(account.id());
        Account changed = accounts.resetPassword(account.id(), hasher.hash(chosen), password.isEmpty())
                .orElseThrow();
        return new PasswordSet(changed, password.isPresent() ? Optional.empty() : Optional.of(chosen));
    }

    public void setDisabled(String email, boolean disabled) throws RefusedException {
        Account account = find(email);
        try {
            accounts.setDisabled(account.id(), disabled);
        } catch (LastAdministratorException e) {
            throw lastAdministrator(account);
        }
    }

    public void setRole(String email, Role role) throws RefusedException {
        Account account = find(email);
        try {
            accounts.setRole(account.id(), role);
        } catch (LastAdministratorException e) {
            throw lastAdministrator(account);
        }
    }

    /** Deletes an account and ends its sessions. Its jobs are not known here. */
    public void delete(Account account) throws RefusedException {
        try {
            accounts.delete(account.id());
        } catch (LastAdministratorException e) {
            throw lastAdministrator(account);
        }
    }

    private static RefusedException lastAdministrator(Account account) {
        return new RefusedException(account.email() + " is the only administrator. Make another first:"
                + " soundlift accounts role EMAIL admin");
    }

    private static EmailAddress address(String email) throws RefusedException {
        return EmailAddress.of(email)
                .orElseThrow(() -> new RefusedException("\"" + email + "\" is no e-mail address."));
    }

    /** @throws RefusedException if there is none */
    public Account find(String email) throws RefusedException {
        EmailAddress address = address(email);
        return accounts.find(address)
                .orElseThrow(() -> new RefusedException(
                        "There is no account " + address + ". \"soundlift accounts list\" shows those that exist."));
    }

    private String chosen(Optional<String> password, EmailAddress owner) throws RefusedException {
        if (password.isEmpty()) {
            return RandomId.secret().substring(0, 20);
        }
        Optional<String> defect = hasher.defect(password.get(), owner);
        if (defect.isPresent()) {
            throw new RefusedException(defect.get());
        }
        return password.get();
    }
}
