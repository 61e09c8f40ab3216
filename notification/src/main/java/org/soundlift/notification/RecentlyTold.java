package org.soundlift.notification;

import java.util.Collections;
import java.util.Set;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.JobId;
import org.soundlift.core.service.RecentlyUsed;

/** Which ends of jobs this process has told of, the latest of them. */
final class RecentlyTold {
    private static final int REMEMBERED = 100_000;

    private final Set<End> ends = Collections.newSetFromMap(RecentlyUsed.map(REMEMBERED));

    private record End(String notifier, JobId job, int attempt) {
        static End of(Notifier notifier, ConversionFinished finished) {
            return new End(
                    notifier.name(),
                    finished.request().jobId(),
                    finished.request().attempt());
        }
    }

    /** False if this end was told of, or is just being told of. */
    boolean begin(Notifier notifier, ConversionFinished finished) {
        return ends.add(End.of(notifier, finished));
    }

    void forget(Notifier notifier, ConversionFinished finished) {
        ends.remove(End.of(notifier, finished));
    }
}
