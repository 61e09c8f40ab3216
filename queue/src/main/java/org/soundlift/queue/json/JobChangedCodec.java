package org.soundlift.queue.json;

import org.soundlift.core.job.JobChanged;
import org.soundlift.core.job.JobId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The message of broadcast {@code changes}. */
public final class JobChangedCodec implements MessageCodec<JobChanged> {
    @Override
    public String encode(JobChanged message) {
        ObjectNode node =
                MessageJson.newMessage().put("job_id", message.jobId().value()).put("gateway", message.gateway());
        message.deletion()
                .ifPresent(gone ->
                        node.putObject("deleted").put("owner", gone.owner()).put("revision", gone.revision()));
        return MessageJson.write(node);
    }

    @Override
    public JobChanged decode(String json) {
        return MessageJson.read(json, JobChangedCodec::fromJson);
    }

    private static JobChanged fromJson(JsonNode node) {
        return new JobChanged(
                new JobId(node.required("job_id").stringValue()),
                node.required("gateway").stringValue(),
                node.optional("deleted")
                        .map(gone -> new JobChanged.Deletion(
                                gone.required("owner").stringValue(),
                                gone.required("revision").longValue())));
    }
}
