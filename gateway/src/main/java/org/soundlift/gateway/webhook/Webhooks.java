package org.soundlift.gateway.webhook;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.soundlift.core.job.CallbackGone;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.gateway.ledger.Owner;

/** The URLs that receive the webhooks of all jobs of an owner. */
public final class Webhooks {
    private final Jdbi jdbi;

    public Webhooks(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param disabled whether its program has said that it wants to be told nothing more */
    public record Webhook(CallbackUrl url, boolean disabled) {}

    /** The owner's, if there is one. */
    public Optional<Webhook> find(Owner owner) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select url, disabled from gateway_webhook where owner = :owner")
                .bind("owner", owner.id())
                .map((row, context) -> new Webhook(new CallbackUrl(row.getString("url")), row.getInt("disabled") == 1))
                .findOne());
    }

    /** Returns the URL that receives the owner's webhooks now. */
    public Optional<CallbackUrl> active(Owner owner) {
        return find(owner).filter(webhook -> !webhook.disabled()).map(Webhook::url);
    }

    /** Replaces what there was; one that was disabled is active again. */
    public void set(Owner owner, CallbackUrl url) {
        jdbi.useTransaction(handle -> {
            delete(handle, owner);
            handle.createUpdate("insert into gateway_webhook (owner, url, disabled) values (:owner, :url, 0)")
                    .bind("owner", owner.id())
                    .bind("url", url.value())
                    .execute();
        });
    }

    public void remove(Owner owner) {
        jdbi.useHandle(handle -> delete(handle, owner));
    }

    private static void delete(Handle handle, Owner owner) {
        handle.createUpdate("delete from gateway_webhook where owner = :owner")
                .bind("owner", owner.id())
                .execute();
    }

    /** Its program wants to be told nothing more. */
    public void gone(CallbackGone gone) {
        jdbi.useHandle(handle -> handle.createUpdate("update gateway_webhook set disabled = 1 where url = :url")
                .bind("url", gone.url().value())
                .execute());
    }
}
