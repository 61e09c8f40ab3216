package org.soundlift.gateway.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.soundlift.core.job.JobId;

/** A place in the list of jobs: behind the job of that time and id, whether it still exists or not. */
public record JobCursor(Instant createdAt, JobId id) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})-([0-9a-f]{32})");

    public static JobCursor behind(Job job) {
        return new JobCursor(job.times().createdAt(), job.id());
    }

    public static Optional<JobCursor> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(
                        new JobCursor(Instant.ofEpochMilli(Long.parseLong(form.group(1))), new JobId(form.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return createdAt.toEpochMilli() + "-" + id;
    }
}
