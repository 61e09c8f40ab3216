package org.soundlift.queue.json;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.AudioOptions;
import org.soundlift.core.media.AudioOptions.Channels;
import org.soundlift.core.media.AudioOptions.ConstantRate;
import org.soundlift.core.media.AudioOptions.VariableRate;
import org.soundlift.core.media.MediaId;
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
        ObjectNode options = node.putObject("options");
        switch (message.options().rate()) {
            case VariableRate rate -> options.put("quality", rate.quality());
            case ConstantRate rate -> options.put("bitrate", rate.kbitPerSecond());
        }
        message.options()
                .channels()
                .ifPresent(c -> options.put("channels", c.name().toLowerCase(Locale.ROOT)));
        if (message.options().allowIncomplete()) {
            options.put("allow_incomplete", true);
        }
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
                options(node.required("options")),
                Instant.parse(node.required("requested_at").stringValue()),
                node.optional("callback_url").map(url -> new CallbackUrl(url.stringValue())));
    }

    private static AudioOptions options(JsonNode node) {
        AudioOptions.Rate rate = node.has("bitrate")
                ? new ConstantRate(node.required("bitrate").intValue())
                : new VariableRate(node.required("quality").intValue());
        Optional<Channels> channels = node.optional("channels")
                .map(c -> Channels.valueOf(c.stringValue().toUpperCase(Locale.ROOT)));
        return new AudioOptions(
                rate,
                channels,
                node.optional("allow_incomplete").map(JsonNode::booleanValue).orElse(false));
    }
}
