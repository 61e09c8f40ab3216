package org.soundlift.notification.webhook;

import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.notification.Notifier;

/** Hands the end of a job that names a callback to queue {@code webhook}, where it has retries of its own. */
public record WebhookNotifier(WorkQueue<ConversionFinished> webhook) implements Notifier {
    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public void tell(ConversionFinished finished) throws QueueUnavailableException {
        if (finished.request().callback().isPresent()) {
            webhook.publish(finished);
        }
    }
}
