package org.soundlift.gateway.fetch;

import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.queue.QueueUnavailableException;

/** Passes on how a job has ended, to the ledger and to its owner. */
@FunctionalInterface
public interface Ends {
    void announce(ConversionFinished finished) throws QueueUnavailableException;
}
