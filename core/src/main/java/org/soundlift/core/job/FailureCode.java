package org.soundlift.core.job;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every way in which a request or a job can fail: one stable name for programs, one sentence for people.
 * The names never change their meaning; {@code docs/errors.md} lists them for users.
 */
public enum FailureCode {
    EMPTY_FILE(400, false, "The file is empty.", "Choose a file with content."),
    INVALID_REQUEST(400, false, "The request is not valid.", "See /docs for the parameters of this route."),
    INVALID_OPTION(422, false, "An option has a value that is not allowed.", "Choose a value that is allowed."),
    IDEMPOTENCY_KEY_REUSED(
            422, false, "This Idempotency-Key was used for another request.", "Use a new key for each request."),
    UNSUPPORTED_MEDIA_TYPE(
            415, false, "This is not a video or audio file we can read.", "Send MP4, MOV, M4A, 3GP, MKV or WebM."),
    FILE_TOO_LARGE(413, false, "The file is larger than this service accepts.", "Send a smaller file."),
    UNAUTHORIZED(
            401, false, "Log in first.", "Send an access token of /login, or an API key, as Authorization: Bearer."),
    FORBIDDEN(403, false, "You may not do this.", null),
    ACCOUNT_EXISTS(409, false, "There is an account with this e-mail address already.", "Log in with it."),
    TOO_MANY_REQUESTS(429, true, "Too many requests.", "Wait and try again."),
    INSUFFICIENT_STORAGE(507, true, "The service has no room left.", "Try again later."),
    UNAVAILABLE(503, true, "The service is not available right now.", "Try again in a moment."),
    NOT_FOUND(404, false, "No such route.", "See /docs."),
    METHOD_NOT_ALLOWED(405, false, "This route does not take that method.", "See the Allow header."),
    JOB_NOT_FOUND(404, false, "Job not found.", null),
    JOB_NOT_COMPLETED(409, true, "The job is not completed.", "Ask /status for its state."),
    JOB_NOT_RETRYABLE(409, false, "Only a failed or canceled job can be retried.", null),
    JOB_EXPIRED(410, false, "The MP3 is no longer kept.", "Upload the video again."),
    UPLOAD_NOT_FOUND(404, false, "Upload not found.", "Begin it again."),
    UPLOAD_BUSY(423, true, "Another request is writing this upload.", "Try again in a moment."),
    UPLOAD_OFFSET(409, true, "The upload does not go on there.", "Ask for its offset by HEAD, and go on from it."),
    CHECKSUM_MISMATCH(460, true, "The bytes were damaged on their way.", "Send them again."),
    UNSUPPORTED_PROTOCOL(412, false, "This version of the tus protocol is not spoken here.", "Use version 1.0.0."),
    RANGE_NOT_SATISFIABLE(416, false, "The requested range lies outside the file.", null),
    MALFORMED_MEDIA(422, false, "The file is damaged or not a real video.", "Export the video again."),
    TRUNCATED_MEDIA(
            422, false, "The file is incomplete: its end is missing.", "Copy it again from where it was recorded."),
    NO_AUDIO_TRACK(422, false, "This video has no sound.", null),
    TRACK_NOT_FOUND(422, false, "This video has no such audio track.", "Choose one of those that it has."),
    EMPTY_AUDIO_TRACK(422, false, "The audio track of this video is empty.", null),
    ENCRYPTED_MEDIA(422, false, "The file is protected against copying.", "Send a file without copy protection."),
    UNSUPPORTED_AUDIO(
            422, false, "The audio in this file uses a codec we don't decode.", "Export the video with AAC audio."),
    DURATION_LIMIT_EXCEEDED(422, false, "The audio is longer than this service accepts.", "Split the video."),
    RESOURCE_LIMIT_EXCEEDED(
            422, false, "Converting this file takes more resources than allowed.", "Export the video again."),
    URL_UNREACHABLE(
            422,
            true,
            "The video can't be fetched from its URL.",
            "See that the URL opens in a private window of a browser."),
    INTERNAL_ERROR(500, true, "Something went wrong on our side.", "Try again; tell the operator if it stays.");

    private final int httpStatus;
    private final boolean retryable;
    private final String sentence;
    private final Optional<String> suggestion;

    FailureCode(int httpStatus, boolean retryable, String sentence, @Nullable String suggestion) {
        this.httpStatus = httpStatus;
        this.retryable = retryable;
        this.sentence = sentence;
        this.suggestion = Optional.ofNullable(suggestion);
    }

    /** The HTTP status of a request that fails so. */
    public int httpStatus() {
        return httpStatus;
    }

    /** Returns true if the same input may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** Returns the failure in words for the sender of the file. */
    public String sentence() {
        return sentence;
    }

    /** Returns a remedy for the sender of the file, where there is one. */
    public Optional<String> suggestion() {
        return suggestion;
    }
}
