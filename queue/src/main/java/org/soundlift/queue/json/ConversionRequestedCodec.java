package org.soundlift.queue.json;

import java.time.Instant;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.options.AudioOptionsJson;
import org.soundlift.core.trace.TraceContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The message of queue {@code video}; {@code docs/messages.md} lists its members. */
public final class ConversionRequestedCodec implements MessageCodec<ConversionRequested> {
    @Override
    public String encode(ConversionRequested message) {
        return MessageJson.write(toJson(message));
    }

    @Override
    public ConversionRequested decode(String json) {
        return MessageJson.read(json, ConversionRequestedCodec::fromJson);
    }

    static ObjectNode toJson(ConversionRequested message) {
        ObjectNode node = MessageJson.newMessage()
                .put("job_id", message.jobId().value())
                .put("attempt", message.attempt())
                .put("video_fid", message.video().value())
                .put("mp3_fid", message.mp3().value())
                .put("username", message.username())
                .put("filename", message.filename())
                .put("requested_at", message.requestedAt().toString());
        message.callback().ifPresent(url -> node.put("callback_url", url.value()));
        message.trace().ifPresent(trace -> node.put("traceparent", trace.traceparent()));
        node.set("options", MessageJson.tree(AudioOptionsJson.members(message.options())));
        return node;
    }

    static ConversionRequested fromJson(JsonNode node) {
        return new ConversionRequested(
                new JobId(node.required("job_id").stringValue()),
                node.required("attempt").intValue(),
                new MediaId(MediaId.Kind.VIDEOS, node.required("video_fid").stringValue()),
                new MediaId(MediaId.Kind.MP3S, node.required("mp3_fid").stringValue()),
                node.required("username").stringValue(),
                node.required("filename").stringValue(),
                AudioOptionsJson.read(MessageJson.members(node.required("options"))),
                Instant.parse(node.required("requested_at").stringValue()),
                node.optional("callback_url").map(url -> new CallbackUrl(url.stringValue())),
                node.optional("traceparent").flatMap(trace -> TraceContext.parse(trace.stringValue())));
    }
}
