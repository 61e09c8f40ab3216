package org.soundlift.core.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.soundlift.core.job.JobId;

/**
 * The state of one converter, which it sends every {@link #PACE}, and at once when it begins or ends to drain.
 *
 * @param id another one after each start
 * @param slots the number of conversions at a time
 * @param jobs those that it works on now
 * @param draining true if it takes no further work
 */
public record ConverterReport(String id, About about, int slots, List<JobId> jobs, boolean draining) {
    public static final Duration PACE = Duration.ofSeconds(5);

    public ConverterReport {
        jobs = List.copyOf(jobs);
    }

    /**
     * The part that stays while the converter runs.
     *
     * @param host name of its machine
     * @param version of Soundlift
     * @param ffmpeg version of FFmpeg
     * @param denied what its confined FFmpeg was seen to be denied, such as {@code network}
     */
    public record About(String host, String version, String ffmpeg, List<String> denied, Instant startedAt) {
        public About {
            denied = List.copyOf(denied);
        }
    }
}
