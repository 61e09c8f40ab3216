package org.soundlift.notification.webhook;

import java.net.URI;
import java.util.Optional;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionFinished.Failed;
import org.soundlift.core.job.Failure;
import org.soundlift.core.media.Mp3Summary;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a webhook says; {@code docs/messages.md} lists its members.
 *
 * @param publicUrl how users reach the service; empty where nobody has set it
 */
public record WebhookBody(Optional<URI> publicUrl) {
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
        Mp3Summary result = completed.result();
        ObjectNode data = base(completed).put("status", "completed");
        publicUrl.ifPresent(url -> data.put(
                "download_url",
                url.toString().replaceFirst("/+$", "") + "/download/"
                        + completed.request().jobId() + ".mp3"));
        ObjectNode node = data.putObject("result")
                .put("bytes", result.bytes())
                .put("seconds", result.duration().toNanos() / 1e9)
                .put("bitrate", result.bitrate())
                .put("sample_rate", result.sampleRate())
                .put("channels", result.channels())
                .put("encoder", result.encoder().text())
                .put("sha256", result.sha256());
        result.decoder().ifPresent(decoder -> node.put("decoder", decoder));
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
