package org.soundlift.notification;

import org.soundlift.core.job.ConversionFinished;

/** Tells the owner of a job that it has ended. May be called more than once for the same end. */
public interface Notifier {
    /** Returns the name for operators. */
    String name();

    /** @throws Exception if telling failed and should be tried again later */
    void tell(ConversionFinished finished) throws Exception;
}
