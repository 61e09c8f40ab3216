package org.soundlift.gateway.upload;

/**
 * The limits of one owner.
 *
 * @param waitingJobs those that run included
 * @param bytesADay of the videos of the last 24 hours
 * @param minutesAMonth of sound that is converted in a calendar month (UTC)
 */
public record OwnerLimits(int waitingJobs, long bytesADay, int minutesAMonth) {}
