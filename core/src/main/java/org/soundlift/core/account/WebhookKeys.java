package org.soundlift.core.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.soundlift.core.service.Lazy;

/**
 * The secrets by which owners recognise our webhooks. Each owner has one of its own, so that none can forge
 * another's; they are derived from one secret of the service, so that they need not be kept.
 */
public final class WebhookKeys {
    private static final String ALGORITHM = "HmacSHA256";
    /** The prefix of secrets (Standard Webhooks 1.0, "Signature scheme"). */
    private static final String PREFIX = "whsec_";

    private final Lazy<SecretKeySpec> master;

    /** @param secretOfTheService asked for at the first use */
    public WebhookKeys(Supplier<String> secretOfTheService) {
        this.master =
                new Lazy<>(() -> new SecretKeySpec(secretOfTheService.get().getBytes(UTF_8), ALGORITHM));
    }

    /** Asks for the secret of the service now, so that a missing one is found at the start. */
    public void load() {
        master.get();
    }

    /** The owner's secret as programs that check signatures take it. */
    public String secretOf(String username) {
        return PREFIX + Base64.getEncoder().encodeToString(derive(username));
    }

    /** Signs for an owner: {@code v1,} and the HMAC-SHA256 of id, time and body in Base64. */
    public String sign(String username, String id, long unixSeconds, String body) {
        byte[] signature = mac(new SecretKeySpec(derive(username), ALGORITHM), id + "." + unixSeconds + "." + body);
        return "v1," + Base64.getEncoder().encodeToString(signature);
    }

    private byte[] derive(String username) {
        return mac(master.get(), "webhook " + username);
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
