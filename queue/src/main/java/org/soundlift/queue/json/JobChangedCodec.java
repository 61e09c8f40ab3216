package org.soundlift.queue.json;

import org.soundlift.core.job.JobChanged;
import org.soundlift.core.job.JobId;
import tools.jackson.databind.JsonNode;

/** The message of broadcast {@code changes}. */
public final class JobChangedCodec implements MessageCodec<JobChanged> {
    @Override
    public String encode(JobChanged message) {
        return MessageJson.write(
                MessageJson.newMessage().put("job_id", message.jobId().value()).put("gateway", message.gateway()));
    }

    @Override
    public JobChanged decode(String json) {
        return MessageJson.read(json, JobChangedCodec::fromJson);
    }

    private static JobChanged fromJson(JsonNode node) {
        return new JobChanged(
                new JobId(node.required("job_id").stringValue()),
                node.required("gateway").stringValue());
    }
}
