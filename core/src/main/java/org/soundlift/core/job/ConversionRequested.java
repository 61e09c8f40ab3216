package org.soundlift.core.job;

import java.time.Instant;
import java.util.Optional;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.trace.TraceContext;

/**
 * The order to make {@code mp3} out of {@code video}. It names everything that may be written, so that carrying it
 * out twice gives one result.
 *
 * @param attempt 1 for the first try that the owner asked for, one more for each retry by the owner; not the
 *     redeliveries of the queue
 * @param username of the owner
 * @param callback receives a webhook when the job has ended
 * @param filename the video's name as its owner sent it: untrusted, for titles only
 * @param trace of the request that has ordered it
 */
public record ConversionRequested(
        JobId jobId,
        int attempt,
        MediaId video,
        MediaId mp3,
        String username,
        String filename,
        AudioOptions options,
        Instant requestedAt,
        Optional<CallbackUrl> callback,
        Optional<TraceContext> trace) {}
