package org.soundlift.core.job;

/**
 * The ledger holds a new state of this job: gateways beside the one that wrote it tell those who wait there. Lossy.
 *
 * @param gateway which wrote it
 */
public record JobChanged(JobId jobId, String gateway) {}
