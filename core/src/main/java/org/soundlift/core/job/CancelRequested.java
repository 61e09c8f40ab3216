package org.soundlift.core.job;

/**
 * The owner no longer wants this job. Lossy: whoever misses it does work that nobody collects.
 *
 * @param attempt the last attempt that is not wanted; a retry begins the next
 */
public record CancelRequested(JobId jobId, int attempt) {}
