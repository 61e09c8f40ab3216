package org.soundlift.gateway.upload;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.soundlift.core.job.JobId;
import org.soundlift.core.label.StoredLabels;
import org.soundlift.core.media.MediaStore;
import org.soundlift.gateway.access.Requests;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.gateway.webhook.Callbacks;
import org.soundlift.http.ProblemException;

/** The parts of the gateway that a new job needs, whether it comes with a video or not. */
public final class Intake {
    /** Requests that bring a cover or chapters at a time: these are kept in memory until all of the request is there. */
    private static final int MOST_WITH_LABELS = 16;

    private final Ledger ledger;
    private final MediaStore store;
    private final Requests requests;
    private final Callbacks callbacks;
    private final UploadQuota quota;
    private final UploadAnswer answer;
    private final Semaphore withLabels = new Semaphore(MOST_WITH_LABELS);

    public Intake(
            Ledger ledger,
            MediaStore store,
            Requests requests,
            Callbacks callbacks,
            UploadQuota quota,
            UploadAnswer answer) {
        this.ledger = ledger;
        this.store = store;
        this.requests = requests;
        this.callbacks = callbacks;
        this.quota = quota;
        this.answer = answer;
    }

    /** Returns a place for the cover and the chapters of one request. */
    LabelParts labels() {
        return new LabelParts(withLabels);
    }

    /** @throws ProblemException {@code INVALID_OPTION} if a job can't have such options */
    public void requireValid(Owner owner, Map<String, String> words) {
        try (LabelParts labels = labels()) {
            fields(owner, words, labels).order();
        }
    }

    /** Accepts a job of a video that is stored under its id. Returns the job that is there, if it was accepted before. */
    public Job accept(JobId id, Owner owner, Map<String, String> words, long bytes) throws IOException {
        Optional<Job> before = ledger.jobs().find(id);
        if (before.isPresent()) {
            return before.get();
        }
        try (LabelParts labels = labels()) {
            UploadFields fields = fields(owner, words, labels);
            StoredLabels.write(store, id, labels.given());
            Job.Video video = new Job.Video(fields.filename(), bytes, fields.original());
            return ledger.accept(new Ledger.NewJob(id, owner, video, fields.order()), Optional.empty());
        }
    }

    private UploadFields fields(Owner owner, Map<String, String> words, LabelParts labels) {
        UploadFields fields = fields(owner, labels);
        words.forEach(fields::put);
        return fields;
    }

    private UploadFields fields(Owner owner, LabelParts labels) {
        return new UploadFields(url -> callbacks.ofJob(owner, url), () -> callbacks.usual(owner), labels);
    }

    /** Returns the fields of a request, of which the query parameters are taken. */
    UploadFields fields(Context ctx, Owner owner, LabelParts labels) {
        UploadFields fields = fields(owner, labels);
        fields.putQuery(ctx);
        return fields;
    }

    /** Returns the fields of a request that brings a video, or names its URL. */
    UploadFields fieldsOfVideo(Context ctx, Owner owner, LabelParts labels) {
        UploadFields fields = fields(owner, labels)
                .withUrls(text -> UrlInput.parse(quota.limits().urls(), owner, text));
        fields.putQuery(ctx);
        return fields;
    }

    public Ledger ledger() {
        return ledger;
    }

    public MediaStore store() {
        return store;
    }

    public Requests requests() {
        return requests;
    }

    public UploadQuota quota() {
        return quota;
    }

    UploadAnswer answer() {
        return answer;
    }
}
