package org.soundlift.queue.json;

import org.soundlift.core.job.CancelRequested;
import org.soundlift.core.job.JobId;
import tools.jackson.databind.JsonNode;

/** The message of broadcast {@code cancels}. */
public final class CancelRequestedCodec implements MessageCodec<CancelRequested> {
    @Override
    public String encode(CancelRequested message) {
        return MessageJson.write(
                MessageJson.newMessage().put("job_id", message.jobId().value()).put("attempt", message.attempt()));
    }

    @Override
    public CancelRequested decode(String json) {
        return MessageJson.read(json, CancelRequestedCodec::fromJson);
    }

    private static CancelRequested fromJson(JsonNode node) {
        return new CancelRequested(
                new JobId(node.required("job_id").stringValue()),
                node.required("attempt").intValue());
    }
}
