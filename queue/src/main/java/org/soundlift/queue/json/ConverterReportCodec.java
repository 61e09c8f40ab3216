package org.soundlift.queue.json;

import java.time.Instant;
import java.util.List;
import org.soundlift.core.fleet.ConverterReport;
import org.soundlift.core.job.JobId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The message of broadcast {@code converters}. */
public final class ConverterReportCodec implements MessageCodec<ConverterReport> {
    @Override
    public String encode(ConverterReport message) {
        ConverterReport.About about = message.about();
        ObjectNode node = MessageJson.newMessage()
                .put("id", message.id())
                .put("host", about.host())
                .put("program_version", about.version())
                .put("ffmpeg", about.ffmpeg())
                .put("started_at", about.startedAt().toString())
                .put("slots", message.slots())
                .put("draining", message.draining());
        ArrayNode denied = node.putArray("denied");
        about.denied().forEach(denied::add);
        ArrayNode jobs = node.putArray("jobs");
        message.jobs().forEach(job -> jobs.add(job.value()));
        return MessageJson.write(node);
    }

    @Override
    public ConverterReport decode(String json) {
        return MessageJson.read(json, ConverterReportCodec::fromJson);
    }

    private static ConverterReport fromJson(JsonNode node) {
        return new ConverterReport(
                node.required("id").stringValue(),
                new ConverterReport.About(
                        node.required("host").stringValue(),
                        node.required("program_version").stringValue(),
                        node.required("ffmpeg").stringValue(),
                        texts(node.required("denied")),
                        Instant.parse(node.required("started_at").stringValue())),
                node.required("slots").intValue(),
                texts(node.required("jobs")).stream().map(JobId::new).toList(),
                node.required("draining").booleanValue());
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
