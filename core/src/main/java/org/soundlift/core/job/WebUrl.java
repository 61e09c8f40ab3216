package org.soundlift.core.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An absolute http or https URL that a stranger has named. It has not been resolved yet. */
public record WebUrl(String value) {
    /** Of a URL that is signed for a while, as those of S3 are. */
    private static final int LONGEST = 4_096;

    private static final String HOST = "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])";
    /** The characters of a path and a query (RFC 3986 §3.3, §3.4). Possessive: long ones would overflow the stack. */
    private static final String PATH = "([A-Za-z0-9._~!$&'()*+,;=:@/?-]++|%[0-9A-Fa-f]{2})*+";
    /** No user in it, which would be a password in our tables; no fragment, which is never sent (RFC 9110 §7.1). */
    private static final Pattern FORM =
            Pattern.compile("https?://" + HOST + "(:(?<port>[0-9]{1,5}))?([/?]" + PATH + ")?");

    private static final int LAST_PORT = 65_535;
    /** The characters that a URL holds unencoded (RFC 3986 §2). */
    private static final String PLAIN = "[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]";

    /** @throws IllegalArgumentException if it is no absolute http or https URL without user and fragment */
    public WebUrl {
        if (!isOne(value)) {
            throw new IllegalArgumentException("not a URL of the web");
        }
    }

    /** Returns the URL; empty if it is none. */
    public static Optional<WebUrl> parse(String text) {
        return isOne(text) ? Optional.of(new WebUrl(text)) : Optional.empty();
    }

    private static boolean isOne(String text) {
        Matcher form = FORM.matcher(text);
        return text.length() <= LONGEST
                && form.matches()
                && (form.group("port") == null || Integer.parseInt(form.group("port")) <= LAST_PORT);
    }

    /** Encodes the characters that stand in no URL, as browsers do (RFC 3986 §2.1): spaces, and letters beyond ASCII. */
    public static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        text.codePoints().mapToObj(Character::toString).forEach(letter -> {
            if (letter.matches(PLAIN)) {
                encoded.append(letter);
            } else {
                for (byte b : letter.getBytes(UTF_8)) {
                    encoded.append(String.format("%%%02X", b & 0xFF));
                }
            }
        });
        return encoded.toString();
    }

    /** Returns scheme, host and port: paths and queries may hold secrets. */
    public String site() {
        return value.replaceFirst("^(https?://[^/?]*).*$", "$1");
    }

    @Override
    public String toString() {
        return value;
    }
}
