package org.soundlift.auth.password;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import org.soundlift.auth.accounts.EmailAddress;

/**
 * The rules for a new password: long, and not in common use (NIST SP 800-63B §5.1.1.2). zxcvbn finds common ones
 * (Wheeler, USENIX Security 2016); it also sees through {@code P@ssw0rd1234} and {@code qwertyuiop12}.
 */
public final class PasswordRules {
    public static final int SHORTEST = 12;
    public static final int LONGEST = 128;

    /** The rule in words. */
    public static final String FORM = SHORTEST + " to " + LONGEST + " characters long, and not a common password";

    /** Guessed within a million tries, says zxcvbn of this score and below. */
    private static final int COMMON_SCORE = 1;

    /** The most characters that are measured at a time: 0.2 s at worst, which grows fast. */
    private static final int MEASURED = 20;

    private static final Zxcvbn ZXCVBN = new Zxcvbn();

    private PasswordRules() {}

    /** The one form of a password in which it is hashed, so that it does not matter how a keyboard composes letters. */
    public static String normalize(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    /** Returns true if a text can be a password at all: a longer one is not worth a hash. */
    public static boolean canBe(String password) {
        return !password.isEmpty() && password.length() <= 4 * LONGEST;
    }

    /** Returns the defect of a new password, for people; empty if it is good. */
    public static Optional<String> defect(String password, EmailAddress owner) {
        String normal = normalize(password);
        int characters = normal.codePointCount(0, normal.length());
        if (characters < SHORTEST || characters > LONGEST) {
            return Optional.of("The password must have " + SHORTEST + " to " + LONGEST + " characters.");
        }
        return isCommon(head(normal), owner) && isCommon(tail(normal), owner)
                ? Optional.of("This password is too common. Take some words that don't belong together.")
                : Optional.empty();
    }

    /**
     * A password that is hard to guess in part is hard to guess as a whole; and to estimate all of it can take
     * seconds.
     */
    private static String head(String password) {
        return password.substring(0, Math.min(MEASURED, password.length()));
    }

    private static String tail(String password) {
        return password.substring(Math.max(0, password.length() - MEASURED));
    }

    private static boolean isCommon(String part, EmailAddress owner) {
        String name = owner.text().substring(0, owner.text().indexOf('@'));
        Strength strength = ZXCVBN.measure(part, List.of(owner.text(), name, "soundlift"));
        return strength.getScore() <= COMMON_SCORE;
    }
}
