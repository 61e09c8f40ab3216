package org.soundlift.gateway.access;

import java.util.Optional;
import org.soundlift.http.Registration;

/**
 * The ways in which users get a session, for the page.
 *
 * @param registration tells which callers may make an account
 * @param passwords whether accounts log in with passwords of their own
 * @param organisation names the issuer at which users log in; empty if they don't
 */
public record LoginWays(Registration registration, boolean passwords, Optional<String> organisation) {
    public LoginWays {
        if (!passwords) {
            registration = Registration.CLOSED; // Accounts are made at the first log-in at the issuer.
        }
    }

    /** Passwords alone. */
    public static LoginWays ofPasswords(Registration registration) {
        return new LoginWays(registration, true, Optional.empty());
    }
}
