package org.soundlift.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.soundlift.auth.accounts.RandomId;
import org.soundlift.auth.token.KeyVault.WrongSecretException;

/**
 * The keys that sign tokens, in the database where all auth processes find them. A new key is published a while before
 * it signs, and the old one for as long as a token that it signed can be good: no token is ever of an unknown key.
 */
public final class SigningKeys {
    private final Jdbi jdbi;
    private final KeyVault vault;
    private final TokenTiming timing;
    private final Clock clock;

    public SigningKeys(Jdbi jdbi, KeyVault vault, TokenTiming timing, Clock clock) {
        this.jdbi = jdbi;
        this.vault = vault;
        this.timing = timing;
        this.clock = clock;
    }

    /**
     * Makes the first key, or the next one when the newest is old enough; forgets those that no token can need.
     *
     * @throws WrongSecretException if there are keys, and they were kept under another secret
     */
    public void keepFresh() throws WrongSecretException {
        long now = clock.millis();
        List<Long> births = births();
        if (births.isEmpty()) {
            add(now);
        } else if (births.getFirst() <= now - timing.keyAge().toMillis()) {
            rotate();
        }
        jdbi.useHandle(handle -> handle.createUpdate(
                        "delete from auth_signing_key where active_at < (select active_at"
                                + " from (select max(active_at) as active_at from auth_signing_key where active_at <= :limit) newest)")
                .bind("limit", now - timing.memory().toMillis())
                .execute());
    }

    /** Returns true if no key was ever made. */
    public boolean isEmpty() {
        return births().isEmpty();
    }

    private List<Long> births() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select created_at from auth_signing_key order by created_at desc")
                        .mapTo(Long.class)
                        .list());
    }

    /**
     * Makes the next key, which signs after the lead.
     *
     * @throws WrongSecretException if the present one was kept under another secret: no process could sign with both
     */
    public void rotate() throws WrongSecretException {
        current();
        add(clock.millis() + timing.keyLead().toMillis());
    }

    private void add(long activeAt) {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256)
                    .keyID(RandomId.next())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
            jdbi.useHandle(handle -> handle.createUpdate(
                            "insert into auth_signing_key (kid, public_key, private_key, created_at, active_at)"
                                    + " values (:kid, :public, :private, :now, :activeAt)")
                    .bind("kid", key.getKeyID())
                    .bind("public", key.toPublicJWK().toJSONString())
                    .bind("private", vault.seal(key.getKeyID(), key.toJSONString()))
                    .bind("now", clock.millis())
                    .bind("activeAt", activeAt)
                    .execute());
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
    }

    /** The key that signs now. */
    public ECKey current() throws WrongSecretException {
        record Row(String kid, String privateKey) {}
        Row row = jdbi.withHandle(handle -> handle.createQuery("select kid, private_key from auth_signing_key"
                        + " where active_at <= :now order by active_at desc, kid limit 1")
                .bind("now", clock.millis())
                .map((r, context) -> new Row(r.getString("kid"), r.getString("private_key")))
                .findOne()
                .orElseThrow(
                        () -> new IllegalStateException("There are no signing keys yet: start the service first.")));
        try {
            return ECKey.parse(vault.open(row.kid(), row.privateKey()));
        } catch (ParseException e) {
            throw new IllegalStateException("signing key " + row.kid() + " is no JWK", e);
        }
    }

    /** All keys that a good token can be signed with, those of the near future included: a JWK Set (RFC 7517 §5). */
    public String published() {
        List<String> keys = jdbi.withHandle(
                handle -> handle.createQuery("select public_key from auth_signing_key order by active_at")
                        .mapTo(String.class)
                        .list());
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    /** Returns the time between calls of {@link #keepFresh()}. */
    public Duration pace() {
        return timing.keyLead().dividedBy(10);
    }
}
