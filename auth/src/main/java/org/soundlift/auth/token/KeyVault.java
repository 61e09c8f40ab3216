package org.soundlift.auth.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.soundlift.auth.accounts.RandomId;
import org.soundlift.core.service.Lazy;

/** Keeps private keys where others may read along: AES-256-GCM, under a key derived from the operator's secret (RFC 5869). */
public final class KeyVault {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Lazy<SecretKey> key;

    /** @param secret has to be hard to guess: it is not stretched */
    public KeyVault(Supplier<String> secret) {
        this.key = new Lazy<>(() -> derive(secret.get()));
    }

    private static SecretKey derive(String secret) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret.getBytes(UTF_8))
                                    .thenExpand("soundlift signing keys".getBytes(UTF_8), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HKDF-SHA256", e);
        }
    }

    /** @param name what it is; the same name must be given to open it */
    String seal(String name, String text) {
        byte[] nonce = RandomId.bytes(NONCE_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(text.getBytes(UTF_8));
            byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
            return Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }

    /** @throws WrongSecretException if it was sealed under another secret, or changed since */
    String open(String name, String sealed) throws WrongSecretException {
        byte[] both = Base64.getDecoder().decode(sealed);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, name, Arrays.copyOf(both, NONCE_BYTES));
            return new String(cipher.doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES), UTF_8);
        } catch (GeneralSecurityException e) {
            throw new WrongSecretException(e);
        }
    }

    private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key.get(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(UTF_8));
        return cipher;
    }

    /** The secret is not the one that the keys were kept under. */
    public static final class WrongSecretException extends Exception {
        private static final long serialVersionUID = 1;

        WrongSecretException(Throwable cause) {
            super(
                    "The signing keys in the database were kept under another secret. Set SOUNDLIFT_AUTH_SECRET to that one"
                            + " again, or unset it if it was not set before: then the file auth-secret in the data folder"
                            + " holds it. To give up all sessions instead, delete the rows of table auth_signing_key.",
                    cause);
        }
    }
}
