package org.soundlift.gateway.upload;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.label.GivenLabels;
import org.soundlift.core.label.StoredLabels;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.options.AudioOption;
import org.soundlift.core.options.Inclusion;
import org.soundlift.core.options.Labels;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.http.ProblemException;

/** {@code POST /jobs/ID/renditions}: another result of a video that is stored, as a job of its own. */
public final class RenditionRoute {
    private static final String NO_VIDEO = "The video is no longer kept. Upload it again.";

    private final Intake intake;
    private final Ledger ledger;
    private final MediaStore store;

    public RenditionRoute(Intake intake) {
        this.intake = intake;
        this.ledger = intake.ledger();
        this.store = intake.store();
    }

    /** Options are query parameters, fields of a form, or members of a JSON object; a form may have a cover and chapters as files. */
    public void post(Context ctx) throws IOException, InterruptedException {
        UploadAnswer.patience(ctx);
        Owner owner = intake.requests().owner(ctx);
        Job source = ledger.jobs()
                .find(owner, intake.requests().jobId(ctx))
                .orElseThrow(() -> new ProblemException(FailureCode.JOB_NOT_FOUND));
        if (source.expired()) {
            throw new ProblemException(FailureCode.JOB_EXPIRED, NO_VIDEO);
        }
        if (source.video().fetch().isPresent()) {
            throw new ProblemException(FailureCode.JOB_NOT_COMPLETED, "The video is not here yet.");
        }
        Job accepted;
        try (var _ = intake.quota().enter(owner, source.video().bytes());
                LabelParts labels = intake.labels()) {
            accepted = accept(owner, source, fields(ctx, owner, labels));
        }
        intake.answer().send(ctx, owner, accepted);
    }

    private UploadFields fields(Context ctx, Owner owner, LabelParts labels) throws IOException {
        UploadFields fields = intake.fields(ctx, owner, labels);
        String type = Optional.ofNullable(ctx.contentType()).orElse("");
        if (type.startsWith("multipart/form-data")) {
            MultipartBody.read(ctx.req().getInputStream(), type, fields, Optional.empty());
        } else {
            FieldBody.read(ctx, type, fields);
        }
        return fields;
    }

    private Job accept(Owner owner, Job source, UploadFields fields) throws IOException {
        JobId id = JobId.random();
        Job.Order order = fields.order();
        boolean unwanted = true;
        try {
            order = withGiven(id, source, order, fields);
            Optional<Job> job = ledger.acceptRendition(
                    new Ledger.NewJob(id, owner, source.video().of(source.videoJob()), order));
            unwanted = job.isEmpty();
            return job.orElseThrow(() -> new ProblemException(FailureCode.JOB_EXPIRED, NO_VIDEO));
        } catch (JdbiException e) {
            unwanted = false; // There may be a job nonetheless.
            throw e;
        } finally {
            if (unwanted) {
                store.delete(id.labels());
            }
        }
    }

    /** The cover and chapters that were given with the video stay, unless the request has others. */
    private Job.Order withGiven(JobId id, Job source, Job.Order order, UploadFields fields) throws IOException {
        GivenLabels given = fields.labels().given();
        Labels before = source.order().options().labels();
        Labels wanted = order.options().labels();
        boolean inheritsCover = before.cover() == Inclusion.GIVEN && !fields.has(AudioOption.COVER);
        boolean inheritsChapters = before.chapters() == Inclusion.GIVEN && !fields.has(AudioOption.CHAPTERS);
        if (inheritsCover || inheritsChapters) {
            if (store.size(source.id().labels()).isEmpty()) {
                throw new ProblemException(FailureCode.JOB_EXPIRED, NO_VIDEO);
            }
            GivenLabels stored = StoredLabels.read(store, source.id());
            given = new GivenLabels(
                    inheritsCover ? stored.cover() : given.cover(),
                    inheritsChapters ? stored.chapters() : given.chapters());
            wanted = new Labels(
                    wanted.texts(),
                    inheritsCover ? Inclusion.GIVEN : wanted.cover(),
                    inheritsChapters ? Inclusion.GIVEN : wanted.chapters());
        }
        StoredLabels.write(store, id, given);
        return new Job.Order(order.options().withLabels(wanted), order.callback());
    }
}
