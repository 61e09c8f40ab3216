package org.soundlift.gateway.upload;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.gateway.access.Requests;
import org.soundlift.gateway.download.DownloadRoute;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.gateway.status.JobEnd;
import org.soundlift.http.Json;
import org.soundlift.http.ProblemException;
import org.soundlift.http.negotiation.Accepted;
import org.soundlift.http.negotiation.HtmlPage;
import org.soundlift.http.path.PathPrefix;

/** The answer to an upload: the job, or its result where the client waits for that. */
public final class UploadAnswer {
    static final String WAIT = "wait";

    private static final int LONGEST_WAIT_SECONDS = 600;

    private final Requests requests;
    private final JobEnd end;
    private final DownloadRoute download;

    public UploadAnswer(Requests requests, JobEnd end, DownloadRoute download) {
        this.requests = requests;
        this.end = end;
        this.download = download;
    }

    /** Returns the time for which the client waits; zero where it does not. */
    static Duration patience(Context ctx) {
        return Duration.ofSeconds(Requests.number(ctx, WAIT, 0, 0, LONGEST_WAIT_SECONDS));
    }

    /** Answers when the job has ended, or the client's patience. */
    void send(Context ctx, Owner owner, Job accepted) throws IOException, InterruptedException {
        Duration patience = patience(ctx);
        ctx.header("Location", PathPrefix.path(ctx, "/status/" + accepted.id()));
        Job job = patience.isZero()
                ? accepted
                : end.await(owner, accepted, patience).orElse(accepted);
        if (asksForSound(ctx) && job.status().isFinal()) {
            sendResult(ctx, job);
        } else if (HtmlPage.isWanted(ctx)) { // A form without scripts.
            ctx.status(303);
        } else {
            sendJob(ctx, job);
        }
    }

    private static boolean asksForSound(Context ctx) {
        return Arrays.stream(AudioFileType.values()).anyMatch(type -> Accepted.names(ctx, type.mediaType()));
    }

    private void sendResult(Context ctx, Job job) throws IOException {
        if (job.status() == JobStatus.FAILED) {
            ctx.header("Location", PathPrefix.path(ctx, "/status/" + job.id()));
            throw new ProblemException(job.failure().orElseThrow());
        }
        download.send(ctx, job);
    }

    private void sendJob(Context ctx, Job job) {
        Json.answer(
                ctx,
                202,
                Json.object()
                        .put("job_id", job.id().value())
                        .put("status", job.status().isFinal() ? job.status().wireName() : "queued")
                        .put("message", "Conversion job submitted successfully.")
                        .put("status_url", requests.publicUrl(ctx).to("/status/" + job.id())));
    }
}
