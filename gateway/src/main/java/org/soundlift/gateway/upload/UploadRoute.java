package org.soundlift.gateway.upload;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.JdbiException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.label.ChapterText;
import org.soundlift.core.label.Cover;
import org.soundlift.core.label.StoredLabels;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.media.MediaStore;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.ledger.Ledger.NewJob;
import org.soundlift.gateway.ledger.Ledger.RequestKey;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.http.ProblemException;
import org.soundlift.http.RequestBody;

/** {@code POST /convert}: takes a video, or the URL of one. Nothing is answered 202 before video and job are durable. */
public final class UploadRoute {
    private static final int MAX_KEY_CHARACTERS = 255;
    /** The bytes that multipart may add to a file: the other fields, the headers, a cover and chapters. */
    private static final long MULTIPART_OVERHEAD_BYTES = (1 << 20) + Cover.MOST_BYTES + ChapterText.MOST_BYTES;

    private static final List<String> RAW_TYPES =
            List.of("video/", "audio/", "application/octet-stream", "application/mp4");

    private final Intake intake;
    private final Ledger ledger;
    private final MediaStore store;
    private final long maxBytes;

    public UploadRoute(Intake intake) {
        this.intake = intake;
        this.ledger = intake.ledger();
        this.store = intake.store();
        this.maxBytes = intake.quota().limits().videoBytes();
    }

    public void post(Context ctx) throws IOException, InterruptedException {
        Owner owner = intake.requests().owner(ctx);
        Job accepted;
        try (LabelParts labels = intake.labels()) {
            accepted = receive(ctx, owner, labels);
        } catch (ProblemException | InsufficientStorageException e) {
            RequestBody.skipRest(ctx);
            throw e;
        }
        intake.answer().send(ctx, owner, accepted);
    }

    private static Optional<String> idempotencyKey(Context ctx) {
        Optional<String> key = Optional.ofNullable(ctx.header("Idempotency-Key"));
        if (key.filter(k -> k.isEmpty() || k.length() > MAX_KEY_CHARACTERS).isPresent()) {
            throw new ProblemException(
                    FailureCode.INVALID_REQUEST,
                    "The Idempotency-Key must have 1 to " + MAX_KEY_CHARACTERS + " characters.");
        }
        return key;
    }

    private Job receive(Context ctx, Owner owner, LabelParts labels) throws IOException {
        UploadAnswer.patience(ctx); // A wrong one is refused before the body is read.
        Optional<String> key = idempotencyKey(ctx);
        Optional<Job> earlier = key.flatMap(k -> ledger.acceptedWith(owner, k));
        UploadFields fields = intake.fieldsOfVideo(ctx, owner, labels);
        long announced = announcedBytes(ctx);
        if (earlier.isPresent()) {
            try (VideoReceiver video = new VideoReceiver(new Unstored(), maxBytes)) {
                read(ctx, fields, video);
                requireSame(owner, new RequestKey(key.get(), fields.fingerprint(video)));
                return earlier.get();
            }
        }
        OptionalLong expected = announced < 0 ? OptionalLong.empty() : OptionalLong.of(announced);
        JobId id = JobId.random();
        try (var _ = intake.quota().enter(owner, Math.max(0, announced));
                VideoReceiver video = new VideoReceiver(
                        FieldBody.isOne(type(ctx)) ? new Unstored() : store.create(id.video(), expected), maxBytes)) {
            read(ctx, fields, video);
            return accept(id, owner, fields, key, video);
        }
    }

    /** Returns the length of the body, or -1 if it is not announced. Refuses a body that is too large or of a wrong type. */
    private long announcedBytes(Context ctx) {
        requireNoCoding(ctx);
        if (!isMultipart(ctx) && !isRaw(type(ctx)) && !FieldBody.isOne(type(ctx))) {
            throw new ProblemException(
                    FailureCode.INVALID_REQUEST,
                    "Send multipart/form-data with a file, or the file itself as video/*, audio/*"
                            + " or application/octet-stream, or the url of a file in a form or in JSON.");
        }
        long announced = ctx.req().getContentLengthLong();
        if (announced > maxBytes + (isMultipart(ctx) ? MULTIPART_OVERHEAD_BYTES : 0)) {
            throw VideoReceiver.tooLarge(maxBytes);
        }
        return announced;
    }

    private static void read(Context ctx, UploadFields fields, VideoReceiver video) throws IOException {
        InputStream body = ctx.req().getInputStream();
        if (isMultipart(ctx)) {
            MultipartBody.read(body, ctx.contentType(), fields, Optional.of(video));
        } else if (FieldBody.isOne(type(ctx))) {
            FieldBody.read(ctx, type(ctx), fields);
        } else if (fields.url().isEmpty()) {
            fields.options();
            video.receive(body);
        }
        boolean hasFile = video.bytes() > 0 || body.read() >= 0;
        if (fields.url().isPresent() == hasFile) {
            throw new ProblemException(FailureCode.INVALID_REQUEST, "Send either a file or the url of one.");
        }
    }

    private static String type(Context ctx) {
        return Optional.ofNullable(ctx.contentType()).orElse("").toLowerCase(Locale.ROOT);
    }

    private static boolean isMultipart(Context ctx) {
        return type(ctx).startsWith("multipart/form-data");
    }

    private void requireSame(Owner owner, RequestKey request) {
        if (!ledger.isSame(owner, request)) {
            throw new ProblemException(FailureCode.IDEMPOTENCY_KEY_REUSED);
        }
    }

    /** A compressed body could unpack to any size, and videos hardly become smaller by it. */
    private static void requireNoCoding(Context ctx) {
        String coding = ctx.header("Content-Encoding");
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new ProblemException(
                    FailureCode.UNSUPPORTED_MEDIA_TYPE, "Send the file as it is, without a Content-Encoding.");
        }
    }

    /** curl -T sends no type at all. */
    private static boolean isRaw(String type) {
        return type.isEmpty() || RAW_TYPES.stream().anyMatch(type::startsWith);
    }

    private Job accept(JobId id, Owner owner, UploadFields fields, Optional<String> key, VideoReceiver video)
            throws IOException {
        Job.Video file = fields.url()
                .map(url -> new Job.Video(fields.filename(), url))
                .orElseGet(() -> new Job.Video(fields.filename(), video.bytes(), fields.original()));
        if (file.fetch().isEmpty()) {
            video.commit();
        }
        boolean unwanted = true;
        try {
            StoredLabels.write(store, id, fields.labels().given());
            Optional<RequestKey> request = key.map(k -> new RequestKey(k, fields.fingerprint(video)));
            Job job = ledger.accept(new NewJob(id, owner, file, fields.order()), request);
            unwanted = !job.id().equals(id);
            if (unwanted) {
                requireSame(owner, request.orElseThrow());
            }
            return job;
        } catch (JdbiException e) {
            // With a connection there may be a job nonetheless, of which only the answer was lost. The sweeper will
            // see.
            unwanted = e instanceof ConnectionException;
            throw e;
        } finally {
            if (unwanted) {
                store.delete(id.video());
                store.delete(id.labels());
            }
        }
    }
}
