package org.soundlift.auth.accounts;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address in the one form in which accounts are compared: NFC, lower case, the domain in ASCII (RFC 5891).
 * Whether mail arrives there, only mail can tell; the form is that of RFC 5321 §4.1.2 without quoted local parts.
 */
public record EmailAddress(String text) {
    private static final Pattern LOCAL_PART = Pattern.compile("[^\\s@\"(),:;<>\\[\\\\\\]\\p{Cntrl}]{1,64}");
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final int LONGEST = 254; // RFC 5321 §4.5.3.1.3, less the angle brackets.

    /** @throws IllegalArgumentException if {@code text} is not in that form */
    public EmailAddress {
        if (!parse(text).filter(parsed -> parsed.equals(text)).isPresent()) {
            throw new IllegalArgumentException("not a normalised e-mail address");
        }
    }

    /** The address that a stranger wrote, or empty if it is none. */
    public static Optional<EmailAddress> of(String text) {
        return parse(text).map(EmailAddress::new);
    }

    private static Optional<String> parse(String text) {
        String normal = Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        int at = normal.lastIndexOf('@');
        if (at < 0 || normal.length() > LONGEST) {
            return Optional.empty();
        }
        String local = normal.substring(0, at);
        try {
            String domain = IDN.toASCII(normal.substring(at + 1), IDN.USE_STD3_ASCII_RULES)
                    .toLowerCase(Locale.ROOT);
            boolean valid = LOCAL_PART.matcher(local).matches()
                    && !local.startsWith(".")
                    && !local.endsWith(".")
                    && !local.contains("..")
                    && DOMAIN.matcher(domain).matches()
                    && local.length() + 1 + domain.length() <= LONGEST;
            return valid ? Optional.of(local + "@" + domain) : Optional.empty();
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
