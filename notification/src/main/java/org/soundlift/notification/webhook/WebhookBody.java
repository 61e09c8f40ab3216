package org.soundlift.notification.webhook;

import java.util.Optional;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionFinished.Failed;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.PublicUrl;
import org.soundlift.core.media.ResultSummaryJson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the bodies of webhooks; {@code docs/messages.md} lists their members.
 *
 * @param publicUrl empty where it is not set
 */
public record WebhookBody(Optional<PublicUrl> publicUrl) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    String of(ConversionFinished finished) {
        ObjectNode data = switch (finished) {
            case Completed completed -> data(completed);
            case Failed failed -> data(failed);
        };
        ObjectNode body = JSON.createObjectNode()
                .put("type", "job." + data.path("status").stringValue())
                .put("timestamp", finished.finishedAt().toString())
                .set("data", data);
        return JSON.writeValueAsString(body);
    }

    private ObjectNode data(Completed completed) {
        ObjectNode data = base(completed).put("status", "completed");
        publicUrl.ifPresent(url -> data.put(
                "download_url",
                url.toResult(
                        completed.request().jobId(), completed.result().facts().type())));
        data.set("result", JSON.valueToTree(ResultSummaryJson.members(completed.result())));
        return data;
    }

    private static ObjectNode data(Failed failed) {
        Failure failure = failed.failure();
        ObjectNode data = base(failed).put("status", "failed");
        data.putObject("error")
                .put("code", failure.code().name())
                .put("detail", failure.detail())
                .put("retryable", failure.code().retryable())
                .put("suggestion", failure.code().suggestion().orElse(null));
        return data;
    }

    private static ObjectNode base(ConversionFinished finished) {
        return JSON.createObjectNode()
                .put("job_id", finished.request().jobId().value())
                .put("mp3_fid", finished.request().mp3().value())
                .put("username", finished.request().username())
                .put("filename", finished.request().filename());
    }
}
