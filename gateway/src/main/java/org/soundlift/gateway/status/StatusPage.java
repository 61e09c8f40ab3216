package org.soundlift.gateway.status;

import io.javalin.http.Context;
import java.util.Optional;
import org.soundlift.core.job.PublicUrl;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.media.Warning;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.http.negotiation.HtmlPage;

/** The status of a job as a page, for browsers that run no scripts. It loads itself again until the job has ended. */
record StatusPage(Job job, StatusBody bodies) {
    private static final int RELOAD_SECONDS = 5;

    void answer(Context ctx) {
        HtmlPage page = new HtmlPage(
                ctx, job.video().filename().isEmpty() ? "Video" : job.video().filename());
        switch (job.status()) {
            case QUEUED -> page.paragraph("The video waits for its conversion.").reload(RELOAD_SECONDS);
            case PROCESSING ->
                page.paragraph("Converting: " + Math.round(100 * bodies.fraction(job)) + " %.")
                        .reload(RELOAD_SECONDS);
            case COMPLETED -> completed(page);
            case FAILED -> failed(page);
            case CANCELED -> page.paragraph("The conversion was canceled.");
        }
        page.link("/", "Convert another video").answer(200);
    }

    private void completed(HtmlPage page) {
        if (job.expired()) {
            page.paragraph("The result is no longer kept. Upload the video again.");
        } else {
            ResultSummary result = job.result().orElseThrow();
            AudioFileType type = result.facts().type();
            String name = type == AudioFileType.MP3 ? "MP3" : "file";
            page.paragraph("The " + name + " is ready.");
            result.warnings().stream().map(Warning::detail).forEach(page::paragraph);
            page.link(PublicUrl.path(job.id(), type), "Download the " + name);
        }
    }

    private void failed(HtmlPage page) {
        job.failure().ifPresent(failure -> {
            page.paragraph(failure.detail());
            Optional<String> suggestion = failure.code().suggestion();
            suggestion.ifPresent(page::paragraph);
        });
    }
}
