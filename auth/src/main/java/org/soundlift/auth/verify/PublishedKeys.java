package org.soundlift.auth.verify;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;

/** The keys of a JWK Set (RFC 7517 §5). */
public final class PublishedKeys {
    private PublishedKeys() {}

    /**
     * The keys by their ids.
     *
     * @throws IllegalArgumentException if {@code jwkSet} is no set of EC keys
     */
    public static Map<String, ECPublicKey> parse(String jwkSet) {
        Map<String, ECPublicKey> keys = new HashMap<>();
        try {
            for (JWK key : JWKSet.parse(jwkSet).getKeys()) {
                keys.put(key.getKeyID(), key.toECKey().toECPublicKey());
            }
        } catch (ParseException | JOSEException | ClassCastException e) {
            throw new IllegalArgumentException("not a JWK Set of EC keys", e);
        }
        return Map.copyOf(keys);
    }
}
