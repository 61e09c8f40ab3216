package org.soundlift.gateway.download;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.gateway.access.Requests;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.Jobs;
import org.soundlift.http.ProblemException;
import org.soundlift.http.path.PathPrefix;
import org.soundlift.http.trace.RequestTrace;

/** {@code GET /download/ID.mp3}, or of another kind, with ranges (RFC 9110 §14) and conditions (§13). */
public final class DownloadRoute {
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{32})(?:-([1-9]\\d{0,3}))?\\.([a-z0-9]+)");
    private static final int BUFFER_BYTES = 1 << 16;

    private final Jobs jobs;
    private final MediaStore store;
    private final Requests requests;

    public DownloadRoute(Jobs jobs, MediaStore store, Requests requests) {
        this.jobs = jobs;
        this.store = store;
        this.requests = requests;
    }

    /**
     * By the name of the file: the job's id, the number of a track where all were wanted, and the end that its kind has. The name of
     * another kind leads to the right one.
     */
    public void byName(Context ctx) throws IOException {
        Matcher name = NAME.matcher(ctx.pathParam("file"));
        AudioFileType asked = (name.matches() ? AudioFileType.of(name.group(3)) : Optional.<AudioFileType>empty())
                .orElseThrow(() -> new ProblemException(FailureCode.JOB_NOT_FOUND));
        Job job = job(ctx, name.group(1));
        OptionalInt track =
                name.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(name.group(2)));
        StoredFile file = StoredFile.find(available(job), track, asked)
                .orElseThrow(() -> new ProblemException(FailureCode.JOB_NOT_FOUND));
        if (file.type() == asked) {
            send(ctx, job, file);
            return;
        }
        String place = PathPrefix.path(ctx, "/download/" + job.id() + file.suffix());
        ctx.redirect(place, HttpStatus.TEMPORARY_REDIRECT);
        ctx.result("The sound of this job is no " + asked.suffix() + ": it is at " + place + ".\n");
    }

    /** By {@code ?fid=}, as clients of the tutorial system ask; a result bears the id of its job. */
    public void byFid(Context ctx) throws IOException {
        send(ctx, job(ctx, Optional.ofNullable(ctx.queryParam("fid")).orElse("")));
    }

    private Job job(Context ctx, String id) {
        return JobId.parse(id)
                .flatMap(parsed -> jobs.find(requests.owner(ctx), parsed))
                .orElseThrow(() -> new ProblemException(FailureCode.JOB_NOT_FOUND));
    }

    /** Sends the result of a job that the caller may see. */
    public void send(Context ctx, Job job) throws IOException {
        send(ctx, job, StoredFile.of(available(job)));
    }

    private void send(Context ctx, Job job, StoredFile file) throws IOException {
        job.order().trace().ifPresent(trace -> RequestTrace.link(ctx, trace));
        String etag = '"' + file.sha256() + '"';
        ctx.header("ETag", etag);
        ctx.header("Cache-Control", "private, no-cache");
        ctx.header("Accept-Ranges", "bytes");
        ctx.header("Repr-Digest", file.digest());
        if (isUnchanged(ctx, etag)) {
            ctx.status(304);
            return;
        }
        ctx.contentType(file.type().mediaType());
        ctx.header(
                "Content-Disposition",
                DownloadName.of(job.video().filename(), file.suffix()).contentDisposition());
        sendBytes(ctx, job, file, range(ctx, etag, file.bytes()));
    }

    private static ResultSummary available(Job job) {
        if (job.expired()) {
            throw new ProblemException(FailureCode.JOB_EXPIRED);
        }
        return switch (job.status()) {
            case COMPLETED -> job.result().orElseThrow();
            case QUEUED, PROCESSING -> throw new ProblemException(FailureCode.JOB_NOT_COMPLETED);
            case CANCELED -> throw new ProblemException(FailureCode.JOB_EXPIRED, "The job was canceled.");
            case FAILED -> {
                Failure failure = job.failure().orElse(Failure.of(FailureCode.INTERNAL_ERROR));
                throw new ProblemException(
                        FailureCode.JOB_EXPIRED, "The job failed: " + failure.code() + ". " + failure.detail());
            }
        };
    }

    /** Returns true if the client has this very file (§13.1.2). */
    private static boolean isUnchanged(Context ctx, String etag) {
        String known = ctx.header("If-None-Match");
        return known != null
                && Arrays.stream(known.split(","))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
    }

    private static Optional<ByteRange> range(Context ctx, String etag, long size) {
        String condition = ctx.header("If-Range");
        if (condition != null && !condition.strip().equals(etag)) {
            return Optional.empty();
        }
        try {
            return ByteRange.parse(ctx.header("Range"), size);
        } catch (ByteRange.UnsatisfiableException e) {
            ctx.header("Content-Range", "bytes */" + size);
            ctx.removeHeader("Content-Disposition");
            throw new ProblemException(FailureCode.RANGE_NOT_SATISFIABLE);
        }
    }

    private void sendBytes(Context ctx, Job job, StoredFile file, Optional<ByteRange> part) throws IOException {
        long size = file.bytes();
        ByteRange range = part.orElse(new ByteRange(0, size));
        ctx.status(part.isPresent() ? 206 : 200);
        part.ifPresent(p -> ctx.header("Content-Range", p.contentRange(size)));
        if (ctx.method().equals(HandlerType.HEAD)) {
            ctx.res().setContentLengthLong(range.length());
            return;
        }
        try (InputStream in = store.read(job.id().mp3(), file.offset() + range.offset(), range.length())) {
            ctx.res().setContentLengthLong(range.length());
            OutputStream out = ctx.res().getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (NoSuchFileException sweptMeanwhile) {
            throw new ProblemException(FailureCode.JOB_EXPIRED);
        }
    }
}
