package org.soundlift.queue.json;

import java.time.Instant;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.JobId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The message of broadcast {@code progress}. */
public final class ConversionProgressCodec implements MessageCodec<ConversionProgress> {
    @Override
    public String encode(ConversionProgress message) {
        ObjectNode node = MessageJson.newMessage()
                .put("job_id", message.jobId().value())
                .put("attempt", message.attempt())
                .put("started_at", message.startedAt().toString())
                .put("fraction", message.fraction());
        message.sourceDuration().ifPresent(d -> node.put("source_seconds", MessageJson.seconds(d)));
        return MessageJson.write(node);
    }

    @Override
    public ConversionProgress decode(String json) {
        return MessageJson.read(json, ConversionProgressCodec::fromJson);
    }

    private static ConversionProgress fromJson(JsonNode node) {
        return new ConversionProgress(
                new JobId(node.required("job_id").stringValue()),
                node.required("attempt").intValue(),
                Instant.parse(node.required("started_at").stringValue()),
                node.required("fraction").doubleValue(),
                node.optional("source_seconds").map(s -> MessageJson.duration(s.doubleValue())));
    }
}
