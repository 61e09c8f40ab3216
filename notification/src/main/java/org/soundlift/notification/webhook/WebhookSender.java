package org.soundlift.notification.webhook;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.account.WebhookKeys;
import org.soundlift.core.job.CallbackGone;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.JobId;
import org.soundlift.core.queue.Broadcast;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;
import org.soundlift.http.outgoing.NotPublicException;

/**
 * Takes ended jobs from queue {@code webhook} and posts them to the URLs of their owners, as Standard Webhooks 1.0
 * asks: signed, tried again over a day until an answer is 2xx, never again after 410.
 */
public final class WebhookSender implements Service, WorkQueue.Handler<ConversionFinished> {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final int SLOTS = 8;
    private static final int GONE = 410;

    private final WorkQueue<ConversionFinished> webhook;
    private final WebhookKeys keys;
    private final PublicPost post;
    private final WebhookBody bodies;
    private final Broadcast<CallbackGone> gone;
    private final Clock clock;
    private Optional<WorkQueue.Subscription> subscription = Optional.empty();

    public WebhookSender(
            WorkQueue<ConversionFinished> webhook,
            WebhookKeys keys,
            PublicPost post,
            WebhookBody bodies,
            Broadcast<CallbackGone> gone,
            Clock clock) {
        this.webhook = webhook;
        this.keys = keys;
        this.post = post;
        this.bodies = bodies;
        this.gone = gone;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public void start() {
        keys.load();
        subscription = Optional.of(webhook.subscribe(SLOTS, this));
    }

    @Override
    public Outcome handle(WorkQueue.Delivery<ConversionFinished> delivery) {
        ConversionFinished finished = delivery.message();
        return finished.request().callback().map(url -> send(finished, url)).orElse(Outcome.DONE);
    }

    private Outcome send(ConversionFinished finished, CallbackUrl url) {
        JobId job = finished.request().jobId();
        // The same for each try: a receiver that gets it twice can tell.
        String id = "msg_" + job + "_" + finished.request().attempt();
        long now = clock.instant().getEpochSecond();
        String body = bodies.of(finished);
        try {
            int status = post.post(
                    url,
                    new PublicPost.Signed(id, now, keys.sign(finished.request().username(), id, now, body), body));
            if (status == GONE) {
                LOG.info("Webhook of job {}: {} wants no more", job, url.site());
                gone.send(new CallbackGone(url));
                return Outcome.DONE;
            }
            if (status / 100 == 2) {
                LOG.info("Webhook of job {} is delivered to {}", job, url.site());
                return Outcome.DONE;
            }
            return new Outcome.Retry("webhook of job " + job + ": " + url.site() + " answers " + status);
        } catch (NotPublicException | IllegalArgumentException e) {
            LOG.warn(
                    "Webhook of job {} to {} is given up: {}",
                    job,
                    url.site(),
                    e.getClass().getSimpleName());
            return Outcome.DONE;
        } catch (IOException e) {
            return new Outcome.Retry("webhook of job " + job + ": " + url.site() + ": " + e);
        }
    }

    @Override
    public CheckResult check() {
        return CheckResult.OK;
    }

    @Override
    public void close() {
        subscription.ifPresent(WorkQueue.Subscription::close);
        post.close();
    }
}
