package org.soundlift.gateway.upload;

import io.javalin.http.Context;
import java.util.concurrent.Semaphore;
import org.soundlift.core.media.MediaStore;
import org.soundlift.gateway.access.Requests;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.gateway.webhook.Callbacks;

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

    /** Returns the fields of a request, of which the query parameters are taken. */
    UploadFields fields(Context ctx, Owner owner, LabelParts labels) {
        UploadFields fields =
                new UploadFields(url -> callbacks.ofJob(owner, url), () -> callbacks.usual(owner), labels);
        fields.putQuery(ctx);
        return fields;
    }

    Ledger ledger() {
        return ledger;
    }

    MediaStore store() {
        return store;
    }

    Requests requests() {
        return requests;
    }

    UploadQuota quota() {
        return quota;
    }

    UploadAnswer answer() {
        return answer;
    }
}
