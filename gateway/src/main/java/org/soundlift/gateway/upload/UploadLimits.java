package org.soundlift.gateway.upload;

import java.util.Optional;

/**
 * The limits of uploads.
 *
 * @param videoBytes of one video
 * @param uploadsAtATime of one owner, by each gateway
 * @param waitingJobs of one owner, those that run included
 * @param bytesADay of one owner's jobs of the last 24 hours
 * @param pieceBytes of each piece in which the page sends large videos
 * @param urls empty where no videos are fetched
 */
public record UploadLimits(
        long videoBytes,
        int uploadsAtATime,
        int waitingJobs,
        long bytesADay,
        long pieceBytes,
        Optional<UrlInput> urls) {}
