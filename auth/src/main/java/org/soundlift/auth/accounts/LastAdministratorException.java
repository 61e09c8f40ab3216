package org.soundlift.auth.accounts;

/** No account that could administer the service would be left. */
public final class LastAdministratorException extends Exception {
    private static final long serialVersionUID = 1;

    LastAdministratorException() {
        super("the only administrator");
    }
}
