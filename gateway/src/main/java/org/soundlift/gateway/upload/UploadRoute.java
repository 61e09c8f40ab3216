package org.soundlift.gateway.upload;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.media.MediaStore;
import org.soundlift.gateway.access.Requests;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.ledger.Ledger.NewJob;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.gateway.webhook.Callbacks;
import org.soundlift.http.Json;
import org.soundlift.http.ProblemException;
import org.soundlift.http.RequestBody;

/** {@code POST /convert}: takes a video. Nothing is answered 202 before video and job are durable. */
public final class UploadRoute {
    private static final int MAX_KEY_CHARACTERS = 255;
    /** The bytes that multipart may add to a file: the other fields and the headers. */
    private static final long MULTIPART_OVERHEAD_BYTES = 1 << 20;

    private static final List<String> RAW_TYPES =
            List.of("video/", "audio/", "application/octet-stream", "application/mp4");

    private final Ledger ledger;
    private final MediaStore store;
    private final Requests requests;
    private final Callbacks callbacks;
    private final UploadQuota quota;
    private final long maxBytes;

    public UploadRoute(
            Ledger ledger, MediaStore store, Requests requests, Callbacks callbacks, UploadQuota quota, long maxBytes) {
        this.ledger = ledger;
        this.store = store;
        this.requests = requests;
        this.callbacks = callbacks;
        this.quota = quota;
        this.maxBytes = maxBytes;
    }

    public void post(Context ctx) throws IOException {
        Owner owner = requests.owner(ctx);
        Optional<String> key = idempotencyKey(ctx);
        Optional<Job> earlier = key.flatMap(k -> ledger.acceptedWith(owner, k));
        Job job = earlier.isPresent() ? again(ctx, earlier.get()) : receive(ctx, owner, key);
        ctx.header("Location", "/status/" + job.id());
        Json.answer(
                ctx,
                202,
                Json.object()
                        .put("job_id", job.id().value())
                        .put("status", "queued")
                        .put("message", "Conversion job submitted successfully.")
                        .put("status_url", requests.publicUrl(ctx).to("/status/" + job.id())));
    }

    /** {@code GET /limits}: what clients can know before they send. */
    public void limits(Context ctx) {
        Json.answer(ctx, 200, Json.object().put("max_upload_bytes", maxBytes));
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

    /** The answer to a request that was made before. */
    private Job again(Context ctx, Job job) throws IOException {
        RequestBody.skipRest(ctx, maxBytes + MULTIPART_OVERHEAD_BYTES);
        return job;
    }

    private Job receive(Context ctx, Owner owner, Optional<String> key) throws IOException {
        requireNoCoding(ctx);
        String type = Optional.ofNullable(ctx.contentType()).orElse("");
        boolean multipart = type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
        if (!multipart && !isRaw(type)) {
            throw new ProblemException(
                    FailureCode.INVALID_REQUEST,
                    "Send multipart/form-data with a file, or the file itself as video/*, audio/*"
                            + " or application/octet-stream.");
        }
        long announced = ctx.req().getContentLengthLong();
        if (announced > maxBytes + (multipart ? MULTIPART_OVERHEAD_BYTES : 0)) {
            throw VideoReceiver.tooLarge(maxBytes);
        }
        OptionalLong expected = announced < 0 ? OptionalLong.empty() : OptionalLong.of(announced);
        UploadFields fields = fields(ctx, owner);
        JobId id = JobId.random();
        try (var _ = quota.enter(owner, Math.max(0, announced));
                VideoReceiver video = new VideoReceiver(store, id.video(), maxBytes, expected)) {
            InputStream body = ctx.req().getInputStream();
            if (multipart) {
                MultipartBody.read(body, type, fields, video);
            } else {
                video.receive(body);
            }
            return accept(id, owner, fields, key, video);
        } catch (ProblemException | InsufficientStorageException e) {
            RequestBody.skipRest(ctx);
            throw e;
        }
    }

    private UploadFields fields(Context ctx, Owner owner) {
        UploadFields fields = new UploadFields(url -> callbacks.ofJob(owner, url), () -> callbacks.usual(owner));
        ctx.queryParamMap().forEach((name, values) -> {
            if (values.isEmpty()) {
                throw new ProblemException(
                        FailureCode.INVALID_REQUEST, "The query parameter \"" + name + "\" is not percent-encoded.");
            }
            fields.put(name, values.getLast());
        });
        return fields;
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
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.isEmpty() || RAW_TYPES.stream().anyMatch(lower::startsWith);
    }

    private Job accept(JobId id, Owner owner, UploadFields fields, Optional<String> key, VideoReceiver video)
            throws IOException {
        Job.Video file = new Job.Video(fields.filename(), video.bytes(), Optional.empty());
        video.commit();
        boolean accepted = false;
        try {
            Job job = ledger.accept(new NewJob(id, owner, file, fields.order()), key);
            accepted = job.id().equals(id);
            return job;
        } finally {
            if (!accepted) {
                store.delete(id.video());
            }
        }
    }
}
