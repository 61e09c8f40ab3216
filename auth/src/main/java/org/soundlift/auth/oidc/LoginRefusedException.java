package org.soundlift.auth.oidc;

import java.util.Locale;

/** A log-in at an issuer that has not come to its end. */
public final class LoginRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** The reason, as the page tells it. */
    public enum Reason {
        /** The user, or the issuer, did not want it. */
        DENIED,
        /** It was begun too long ago, or in another browser, or has ended already. */
        EXPIRED,
        /** What the issuer has answered is not to be believed, or refuses us. */
        FAILED,
        /** The account is disabled, or its address was registered without proof. */
        NO_ACCOUNT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public LoginRefusedException(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    LoginRefusedException(Reason reason, String detail, Throwable cause) {
        super(detail, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
