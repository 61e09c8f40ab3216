package org.soundlift.notification.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionFinished.Failed;
import org.soundlift.notification.Notifier;

/** Writes into the log what would go out by mail: enough on a laptop. */
public final class LogNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(LogNotifier.class);

    @Override
    public String name() {
        return "log";
    }

    @Override
    public void tell(ConversionFinished finished) {
        switch (finished) {
            case Completed completed ->
                LOG.info(
                        "To {}: job {} is done, {} bytes of MP3, {} s {}",
                        completed.request().username(),
                        completed.request().jobId(),
                        completed.result().bytes(),
                        completed.result().duration().toSeconds(),
                        completed.result().warnings());
            case Failed failed ->
                LOG.info(
                        "To {}: job {} failed, {}: {}",
                        failed.request().username(),
                        failed.request().jobId(),
                        failed.failure().code(),
                        failed.failure().detail());
        }
    }
}
