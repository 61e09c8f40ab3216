package org.soundlift.gateway.webhook;

import java.util.Optional;
import org.soundlift.core.account.WebhookKeys;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.FailureCode;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.http.Problem;
import org.soundlift.http.ProblemException;

/** Decides which URL receives the webhook of a new job. */
public final class Callbacks {
    private static final String FORM = "an absolute http or https URL without user and fragment";

    private final Webhooks webhooks;
    private final Optional<WebhookKeys> keys;

    /** @param keys empty where this service sends no webhooks */
    public Callbacks(Webhooks webhooks, Optional<WebhookKeys> keys) {
        this.webhooks = webhooks;
        this.keys = keys;
    }

    /** Returns the URL for jobs that name none themselves. */
    public Optional<CallbackUrl> usual(Owner owner) {
        return keys.isEmpty() ? Optional.empty() : webhooks.active(owner);
    }

    /**
     * Returns the URL that a job names itself.
     *
     * @throws ProblemException {@code INVALID_OPTION}
     */
    public CallbackUrl ofJob(Owner owner, String callbackUrl) {
        if (keys.isEmpty()) {
            throw new ProblemException(Problem.invalidOption("callback_url", "absent: this service sends no webhooks"));
        }
        if (owner instanceof Owner.Visitor) {
            throw new ProblemException(Problem.invalidOption("callback_url", "absent: webhooks need an account"));
        }
        return parse("callback_url", callbackUrl);
    }

    /** @throws ProblemException {@code INVALID_OPTION} */
    static CallbackUrl parse(String option, String text) {
        return CallbackUrl.parse(text).orElseThrow(() -> new ProblemException(Problem.invalidOption(option, FORM)));
    }

    /**
     * Returns the keys that sign the owner's webhooks. Visitors have none: all of them have one name and would have one
     * secret, so each could forge what another receives.
     *
     * @throws ProblemException {@code FORBIDDEN} or {@code NOT_FOUND}
     */
    WebhookKeys keys(Owner owner) {
        if (owner instanceof Owner.Visitor) {
            throw new ProblemException(FailureCode.FORBIDDEN, "Webhooks need an account.");
        }
        return keys.orElseThrow(
                () -> new ProblemException(FailureCode.NOT_FOUND, "This service is not set up to send webhooks."));
    }
}
