package org.soundlift.auth.accounts;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Names and secrets that can't be guessed. */
public final class RandomId {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomId() {}

    /** 128 random bits as 32 lower-case hexadecimal digits. */
    public static String next() {
        return HexFormat.of().formatHex(bytes(16));
    }

    /** 256 random bits in base64url (RFC 4648 §5), 43 characters. */
    public static String secret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    }

    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
