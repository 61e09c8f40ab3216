package org.soundlift.gateway.tus;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.CRC32;
import org.soundlift.core.job.FailureCode;
import org.soundlift.http.ProblemException;

/** Header {@code Upload-Checksum} (tus 1.0.0, "Checksum"): what the bytes of one piece must give. */
final class UploadChecksum {
    static final String ALGORITHMS = "sha1,sha256,crc32";

    private final byte[] expected;
    private final Sum sum;

    private UploadChecksum(byte[] expected, Sum sum) {
        this.expected = expected;
        this.sum = sum;
    }

    /** Takes bytes, and gives their checksum. */
    private interface Sum {
        void update(byte[] bytes, int offset, int length);

        byte[] end();
    }

    /** @throws ProblemException {@code INVALID_REQUEST} if it has another form, or names another algorithm */
    static UploadChecksum parse(String header) {
        String[] words = header.strip().split(" ", 2);
        try {
            byte[] expected = Base64.getDecoder().decode(words.length == 2 ? words[1].strip() : "!");
            return new UploadChecksum(
                    expected,
                    switch (words[0].toLowerCase(Locale.ROOT)) {
                        case "sha1" -> digest("SHA-1");
                        case "sha256" -> digest("SHA-256");
                        case "crc32" -> crc32();
                        default -> throw new IllegalArgumentException(words[0]);
                    });
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    FailureCode.INVALID_REQUEST, "Upload-Checksum must be one of " + ALGORITHMS + ", and Base64.");
        }
    }

    private static Sum digest(String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance(name);
            return new Sum() {
                @Override
                public void update(byte[] bytes, int offset, int length) {
                    digest.update(bytes, offset, length);
                }

                @Override
                public byte[] end() {
                    return digest.digest();
                }
            };
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java has both.
        }
    }

    private static Sum crc32() {
        CRC32 crc = new CRC32();
        return new Sum() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                crc.update(bytes, offset, length);
            }

            @Override
            public byte[] end() {
                return ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) crc.getValue())
                        .array();
            }
        };
    }

    void update(byte[] bytes, int offset, int length) {
        sum.update(bytes, offset, length);
    }

    /** @throws ProblemException {@code CHECKSUM_MISMATCH} if other bytes have come */
    void require() {
        if (!Arrays.equals(sum.end(), expected)) {
            throw new ProblemException(FailureCode.CHECKSUM_MISMATCH);
        }
    }
}
