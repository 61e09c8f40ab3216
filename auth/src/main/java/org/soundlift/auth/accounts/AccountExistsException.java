package org.soundlift.auth.accounts;

/** There is an account with that e-mail address already. */
public final class AccountExistsException extends Exception {
    private static final long serialVersionUID = 1;

    AccountExistsException(EmailAddress email) {
        super("There is an account " + email + " already.");
    }
}
