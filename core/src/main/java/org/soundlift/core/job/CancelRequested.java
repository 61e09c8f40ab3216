package org.soundlift.core.job;

/**
 * The owner has canceled this job. Lossy: a converter that misses it does work in vain.
 *
 * @param attempt the last attempt that is canceled; a retry begins the next
 */
public record CancelRequested(JobId jobId, int attempt) {}
