package org.soundlift.auth.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A password hashed with Argon2id (RFC 9106), written as a PHC string:
 * {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}.
 */
final class PasswordHash {
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]{11,64})\\$([A-Za-z0-9+/]{22,86})");

    /** The parameters that OWASP advises: 19 MiB, two passes, one lane. */
    static final Cost COST = new Cost(19_456, 2, 1);

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final Cost cost;
    private final String salt;
    private final String hash;

    /** The cost of a hash. */
    record Cost(int kibibytes, int passes, int lanes) {}

    private PasswordHash(Cost cost, String salt, String hash) {
        this.cost = cost;
        this.salt = salt;
        this.hash = hash;
    }

    /** A hash with a salt of its own. */
    static PasswordHash of(String password, byte[] salt) {
        if (salt.length != SALT_BYTES) {
            throw new IllegalArgumentException("a salt has " + SALT_BYTES + " bytes");
        }
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        byte[] hash = argon2(password, salt, COST, HASH_BYTES);
        return new PasswordHash(COST, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    /** The hash of that PHC string; empty if it is none of Argon2id. */
    static Optional<PasswordHash> parse(String phc) {
        Matcher matcher = PHC.matcher(phc);
        return matcher.matches()
                ? Optional.of(new PasswordHash(
                        new Cost(
                                Integer.parseInt(matcher.group(1)),
                                Integer.parseInt(matcher.group(2)),
                                Integer.parseInt(matcher.group(3))),
                        matcher.group(4),
                        matcher.group(5)))
                : Optional.empty();
    }

    boolean matches(String password) {
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] expected = base64.decode(hash);
        return MessageDigest.isEqual(expected, argon2(password, base64.decode(salt), cost, expected.length));
    }

    /** Returns true if it was made with another cost than today's. */
    boolean isOutdated() {
        return !cost.equals(COST);
    }

    private static byte[] argon2(String password, byte[] salt, Cost cost, int bytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.kibibytes())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        byte[] hash = new byte[bytes];
        generator.generateBytes(password.getBytes(UTF_8), hash);
        return hash;
    }

    @Override
    public String toString() {
        return "$argon2id$v=19$m=" + cost.kibibytes() + ",t=" + cost.passes() + ",p=" + cost.lanes() + "$" + salt + "$"
                + hash;
    }
}
