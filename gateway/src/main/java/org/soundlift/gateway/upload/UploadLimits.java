package org.soundlift.gateway.upload;

import java.util.Optional;

/**
 * The limits of uploads.
 *
 * @param videoBytes of one video
 * @param uploadsAtATime of one owner, by each gateway
 * @param owner those of one owner, where it has none of its own
 * @param pieceBytes of each piece in which the page sends large videos
 * @param urls empty where no videos are fetched
 */
public record UploadLimits(
        long videoBytes, int uploadsAtATime, OwnerLimits owner, long pieceBytes, Optional<UrlInput> urls) {}
