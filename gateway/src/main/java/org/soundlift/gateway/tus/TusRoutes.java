package org.soundlift.gateway.tus;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.media.PartialMedia;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.gateway.upload.Intake;
import org.soundlift.gateway.upload.VideoReceiver;
import org.soundlift.http.ProblemException;
import org.soundlift.http.RequestBody;
import org.soundlift.http.path.PathPrefix;

/**
 * The tus protocol 1.0.0 (tus.io) with the extensions creation, creation-with-upload, expiration, checksum and termination. An upload
 * that is all there is a job: header {@code Soundlift-Job} names the path of its status.
 */
public final class TusRoutes {
    private static final String VERSION = "1.0.0";
    private static final String PIECE_TYPE = "application/offset+octet-stream";
    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";
    private static final String METADATA = "Upload-Metadata";
    private static final int MOST_METADATA = 1 << 13;
    private static final int MOST_SKIPPED_OF_BROWSERS = 1 << 18;
    private static final Duration UNTIL_AN_UPLOAD_ENDS = Duration.ofMinutes(1);

    private final Intake intake;
    private final Arrivals arrivals;
    private final Completion completion;
    private final long maxBytes;

    public TusRoutes(Intake intake, Arrivals arrivals) {
        this.intake = intake;
        this.arrivals = arrivals;
        this.completion = new Completion(intake, arrivals);
        this.maxBytes = intake.quota().limits().videoBytes();
    }

    /** {@code OPTIONS}: what is spoken here. */
    public void options(Context ctx) {
        ctx.header("Tus-Resumable", VERSION)
                .header("Tus-Version", VERSION)
                .header("Tus-Max-Size", String.valueOf(maxBytes))
                .header("Tus-Extension", "creation,creation-with-upload,expiration,checksum,termination")
                .header("Tus-Checksum-Algorithm", UploadChecksum.ALGORITHMS)
                .status(204);
    }

    private static void requireVersion(Context ctx) {
        ctx.header("Tus-Resumable", VERSION).header("Cache-Control", "no-store");
        if (!VERSION.equals(ctx.header("Tus-Resumable"))) {
            ctx.header("Tus-Version", VERSION);
            throw new ProblemException(FailureCode.UNSUPPORTED_PROTOCOL);
        }
    }

    /** {@code POST /uploads}: an upload begins, perhaps with its first piece. */
    public void create(Context ctx) throws IOException {
        try {
            requireVersion(ctx);
            Owner owner = intake.requests().owner(ctx);
            Arrival arrival = begin(ctx, owner);
            ctx.header("Location", PathPrefix.path(ctx, "/uploads/" + arrival.id()))
                    .status(201);
            if (PIECE_TYPE.equals(ctx.contentType())) {
                write(ctx, arrival, 0);
            } else {
                tellExpiry(ctx, arrival.expires());
                ctx.header(OFFSET, "0");
            }
        } catch (ProblemException | InsufficientStorageException e) {
            RequestBody.skipRest(ctx);
            throw e;
        }
    }

    private Arrival begin(Context ctx, Owner owner) throws IOException {
        long bytes = number(ctx, LENGTH);
        if (bytes > maxBytes) {
            throw VideoReceiver.tooLarge(maxBytes);
        }
        if (bytes == 0) {
            throw new ProblemException(FailureCode.EMPTY_FILE);
        }
        String metadata = Optional.ofNullable(ctx.header(METADATA)).orElse("");
        if (metadata.length() > MOST_METADATA) {
            throw new ProblemException(FailureCode.INVALID_REQUEST, "Upload-Metadata is too long.");
        }
        intake.requireValid(owner, UploadMetadata.parse(metadata));
        int most = intake.quota().waitingJobs(owner);
        if (arrivals.countUnderWay(owner) >= most) {
            throw ProblemException.retryAfter(
                    new Failure(
                            FailureCode.TOO_MANY_REQUESTS,
                            "No more than " + most + " of your uploads may be unfinished."),
                    UNTIL_AN_UPLOAD_ENDS);
        }
        try (var _ = intake.quota().enter(owner, bytes)) {
            Arrival arrival = arrivals.begin(owner, bytes, metadata);
            try {
                intake.store().resume(arrival.video(), bytes).close(); // Whether there is room is said at once.
            } catch (IOException | RuntimeException e) {
                arrivals.delete(arrival.id());
                throw e;
            }
            return arrival;
        }
    }

    /** {@code HEAD /uploads/ID}: how much of it is here. */
    public void head(Context ctx) throws IOException {
        requireVersion(ctx);
        Arrival arrival = find(ctx);
        long durable = completion.durable(arrival);
        ctx.header(OFFSET, String.valueOf(durable)).header(LENGTH, String.valueOf(arrival.bytes()));
        if (!arrival.metadata().isEmpty()) {
            ctx.header(METADATA, arrival.metadata());
        }
        tellExpiry(ctx, arrival.expires());
        if (durable == arrival.bytes()) { // What is all there must be a job before a client is told so.
            try (var _ = new WriteRight(arrivals, arrival.id())) {
                tellJob(ctx, completion.complete(arrival));
            }
        }
    }

    /** {@code PATCH /uploads/ID}: a piece. */
    public void patch(Context ctx) throws IOException {
        try {
            requireVersion(ctx);
            Arrival arrival = find(ctx);
            if (!PIECE_TYPE.equals(ctx.contentType())) {
                throw new ProblemException(
                        FailureCode.UNSUPPORTED_MEDIA_TYPE, "Send pieces as Content-Type " + PIECE_TYPE + ".");
            }
            ctx.status(204);
            write(ctx, arrival, number(ctx, OFFSET));
        } catch (ProblemException | InsufficientStorageException e) {
            skipRest(ctx);
            throw e;
        }
    }

    /**
     * A browser sends a piece again by itself when a connection is reset. The rest of that would travel for nothing; the page goes on
     * after an interruption as it does after an answer.
     */
    private static void skipRest(Context ctx) throws IOException {
        String agent = Optional.ofNullable(ctx.userAgent()).orElse("");
        if (agent.startsWith("Mozilla/")) {
            RequestBody.skipRest(ctx, MOST_SKIPPED_OF_BROWSERS);
        } else {
            RequestBody.skipRest(ctx);
        }
    }

    private void write(Context ctx, Arrival arrival, long offset) throws IOException {
        Optional<UploadChecksum> checksum =
                Optional.ofNullable(ctx.header("Upload-Checksum")).map(UploadChecksum::parse);
        try (var _ = intake.quota().enter(arrival.owner(), 0);
                WriteRight right = new WriteRight(arrivals, arrival.id())) {
            long before = completion.durable(arrival);
            if (before != offset) {
                throw new ProblemException(FailureCode.UPLOAD_OFFSET);
            }
            long durable = before;
            if (before < arrival.bytes()) {
                durable = writePiece(ctx.req().getInputStream(), arrival, before, checksum, right);
            }
            ctx.header(OFFSET, String.valueOf(durable));
            tellExpiry(ctx, durable > before ? arrivals.extend(arrival.id()) : arrival.expires());
            if (durable == arrival.bytes()) {
                right.require();
                tellJob(ctx, completion.complete(arrival));
            }
        }
    }

    private long writePiece(
            InputStream body, Arrival arrival, long durable, Optional<UploadChecksum> checksum, WriteRight right)
            throws IOException {
        try (PartialMedia media = intake.store().resume(arrival.video(), arrival.bytes())) {
            PieceWriter writer = new PieceWriter(media, arrival.bytes() - durable, right);
            if (checksum.isPresent()) {
                writer.write(body, checksum.get());
            } else {
                writer.write(body);
            }
            return media.durable();
        } catch (ProblemException e) {
            if (e.problem().failure().code() == FailureCode.UNSUPPORTED_MEDIA_TYPE) {
                arrivals.delete(arrival.id());
            }
            throw e;
        } finally {
            if (!arrivals.isAwaited(arrival.video())) { // It was deleted, or it is no video.
                intake.store().discard(arrival.video());
            }
        }
    }

    /** {@code DELETE /uploads/ID}: nothing of it stays. A request that writes it just now ends. */
    public void delete(Context ctx) throws IOException {
        requireVersion(ctx);
        Arrival arrival = find(ctx);
        arrivals.delete(arrival.id());
        if (!arrival.isDone()) {
            intake.store().discard(arrival.video());
        }
        ctx.status(204);
    }

    private Arrival find(Context ctx) {
        return arrivals.find(intake.requests().owner(ctx), intake.requests().jobId(ctx))
                .orElseThrow(() -> new ProblemException(FailureCode.UPLOAD_NOT_FOUND));
    }

    private static long number(Context ctx, String header) {
        String text = Optional.ofNullable(ctx.header(header)).orElse("");
        if (!text.matches("\\d{1,18}")) {
            throw new ProblemException(FailureCode.INVALID_REQUEST, header + " must be a number of bytes.");
        }
        return Long.parseLong(text);
    }

    private static void tellExpiry(Context ctx, Instant expires) {
        ctx.header("Upload-Expires", DateTimeFormatter.RFC_1123_DATE_TIME.format(expires.atOffset(ZoneOffset.UTC)));
    }

    private static void tellJob(Context ctx, Job job) {
        ctx.header("Soundlift-Job", PathPrefix.path(ctx, "/status/" + job.id()));
    }
}
