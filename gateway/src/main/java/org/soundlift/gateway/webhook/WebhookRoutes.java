package org.soundlift.gateway.webhook;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.soundlift.core.account.WebhookKeys;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.FailureCode;
import org.soundlift.gateway.jobs.Owner;
import org.soundlift.gateway.session.Requests;
import org.soundlift.http.InvalidOption;
import org.soundlift.http.Json;
import org.soundlift.http.ProblemException;
import org.soundlift.http.RequestBody;
import tools.jackson.databind.node.ObjectNode;

/** {@code /webhook}: where an owner wants to be told of all jobs, and the secret to recognise us by. */
public final class WebhookRoutes {
    private static final String FORM = "an absolute http or https address without user and fragment";

    private final Webhooks webhooks;
    private final Optional<WebhookKeys> keys;
    private final Requests requests;

    /** @param keys empty where this service sends no webhooks */
    public WebhookRoutes(Webhooks webhooks, Optional<WebhookKeys> keys, Requests requests) {
        this.webhooks = webhooks;
        this.keys = keys;
        this.requests = requests;
    }

    public void get(Context ctx) {
        Owner owner = requests.owner(ctx);
        Optional<Webhooks.Webhook> webhook = webhooks.find(owner);
        ObjectNode body = Json.object()
                .put("url", webhook.map(w -> w.url().value()).orElse(null))
                .put("disabled", webhook.map(Webhooks.Webhook::disabled).orElse(false))
                .put("secret", keys(owner).secretOf(owner.username()));
        Json.answer(ctx, 200, body);
    }

    /** {@code {"url": "…"}}. */
    public void put(Context ctx) throws IOException {
        keys(requests.owner(ctx));
        String url = RequestBody.read(ctx).requireText("url");
        webhooks.set(
                requests.owner(ctx),
                CallbackUrl.parse(url).orElseThrow(() -> new ProblemException(InvalidOption.problem("url", FORM))));
        get(ctx);
    }

    public void delete(Context ctx) {
        webhooks.remove(requests.owner(ctx));
        ctx.status(204);
    }

    /** Visitors have one name, and would have one secret: each could forge what another receives. */
    private WebhookKeys keys(Owner owner) {
        if (owner.isVisitor()) {
            throw new ProblemException(FailureCode.FORBIDDEN, "Webhooks are for those who have an account.");
        }
        return keys.orElseThrow(
                () -> new ProblemException(FailureCode.NOT_FOUND, "This service is not set up to send webhooks."));
    }

    /**
     * Where the owner of a new job is to be told.
     *
     * @param ofJob what the request says about it
     * @throws ProblemException {@code INVALID_OPTION}
     */
    public Optional<CallbackUrl> callback(Owner owner, Optional<String> ofJob) {
        if (ofJob.isEmpty()) {
            return keys.isEmpty() ? Optional.empty() : webhooks.active(owner);
        }
        if (keys.isEmpty() || owner.isVisitor()) {
            throw new ProblemException(InvalidOption.problem(
                    "callback_url",
                    keys.isEmpty() ? "absent: this service sends no webhooks" : "absent for those without an account"));
        }
        return Optional.of(CallbackUrl.parse(ofJob.get())
                .orElseThrow(() -> new ProblemException(InvalidOption.problem("callback_url", FORM))));
    }
}
