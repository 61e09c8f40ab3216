package org.soundlift.gateway.relay;

import org.soundlift.core.job.JobId;

/** The converters that have reported lately. */
public interface KnownConverters {
    /** Returns the conversions that those which take work can do at a time, all together. */
    int slots();

    /** Returns true if one of them works on that job. */
    boolean workOn(JobId job);
}
