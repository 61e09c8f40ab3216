package org.soundlift.gateway.webhook;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.soundlift.gateway.access.Requests;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.http.Json;
import org.soundlift.http.RequestBody;
import tools.jackson.databind.node.ObjectNode;

/** {@code /webhook}: the URL that receives the webhooks of all jobs of an owner, and the secret that signs them. */
public final class WebhookRoutes {
    private final Webhooks webhooks;
    private final Callbacks callbacks;
    private final Requests requests;

    public WebhookRoutes(Webhooks webhooks, Callbacks callbacks, Requests requests) {
        this.webhooks = webhooks;
        this.callbacks = callbacks;
        this.requests = requests;
    }

    public void get(Context ctx) {
        Owner owner = requests.owner(ctx);
        Optional<Webhooks.Webhook> webhook = webhooks.find(owner);
        ObjectNode body = Json.object()
                .put("url", webhook.map(w -> w.url().value()).orElse(null))
                .put("disabled", webhook.map(Webhooks.Webhook::disabled).orElse(false))
                .put("secret", callbacks.keys(owner).secretOf(owner.username()));
        Json.answer(ctx, 200, body);
    }

    /** {@code {"url": "…"}}. */
    public void put(Context ctx) throws IOException {
        Owner owner = requests.owner(ctx);
        callbacks.keys(owner);
        webhooks.set(owner, Callbacks.parse("url", RequestBody.read(ctx).requireText("url")));
        get(ctx);
    }

    public void delete(Context ctx) {
        webhooks.remove(requests.owner(ctx));
        ctx.status(204);
    }
}
