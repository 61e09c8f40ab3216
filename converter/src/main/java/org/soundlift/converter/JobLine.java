package org.soundlift.converter;

import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionFinished.Failed;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.media.SourceName;

/** One line of the log for each job that has ended. */
final class JobLine {
    private static final Logger LOG = LoggerFactory.getLogger("org.soundlift.converter.Jobs");

    private JobLine() {}

    static void log(ConversionFinished finished) {
        switch (finished) {
            case Completed completed -> LOG.info("{}", text(completed));
            case Failed failed ->
                LOG.info(
                        "{} failed with {}: {}",
                        name(failed.request()),
                        failed.failure().code(),
                        SourceName.inOneLine(failed.failure().detail()));
        }
    }

    private static String text(Completed completed) {
        Duration took = Duration.between(completed.startedAt(), completed.finishedAt());
        double seconds = took.toMillis() / 1e3;
        double sound = completed.result().duration().toMillis() / 1e3;
        return String.format(
                Locale.ROOT,
                "%s: %.1f s of sound became %,d bytes in %.1f s, %.1f × real time",
                name(completed.request()),
                sound,
                completed.result().bytes(),
                seconds,
                sound / Math.max(seconds, 1e-3));
    }

    private static String name(ConversionRequested request) {
        String owner = request.username().isEmpty() ? "" : " of " + SourceName.inOneLine(request.username());
        return "Job " + request.jobId() + ", " + SourceName.inOneLine(request.filename()) + owner;
    }
}
