package org.soundlift.queue.json;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionFinished.Failed;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.ResultSummaryJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The message of queues {@code mp3} and {@code ledger}; {@code docs/messages.md} lists its members. */
public final class ConversionFinishedCodec implements MessageCodec<ConversionFinished> {
    @Override
    public String encode(ConversionFinished message) {
        ObjectNode node = ConversionRequestedCodec.toJson(message.request())
                .put("started_at", message.startedAt().toString())
                .put("finished_at", message.finishedAt().toString());
        message.sourceDuration().ifPresent(d -> node.put("source_seconds", MessageJson.seconds(d)));
        switch (message) {
            case Completed completed ->
                node.put("status", "completed")
                        .set("result", MessageJson.tree(ResultSummaryJson.members(completed.result())));
            case Failed failed ->
                node.put("status", "failed")
                        .putObject("error")
                        .put("code", failed.failure().code().name())
                        .put("detail", failed.failure().detail());
        }
        return MessageJson.write(node);
    }

    @Override
    public ConversionFinished decode(String json) {
        return MessageJson.read(json, ConversionFinishedCodec::fromJson);
    }

    private static ConversionFinished fromJson(JsonNode node) {
        ConversionRequested request = ConversionRequestedCodec.fromJson(node);
        Instant startedAt = Instant.parse(node.required("started_at").stringValue());
        Instant finishedAt = Instant.parse(node.required("finished_at").stringValue());
        Optional<Duration> source = node.optional("source_seconds").map(s -> MessageJson.duration(s.doubleValue()));
        String status = node.required("status").stringValue();
        return switch (status) {
            case "completed" ->
                new Completed(
                        request,
                        startedAt,
                        finishedAt,
                        source,
                        ResultSummaryJson.read(MessageJson.members(node.required("result"))));
            case "failed" -> new Failed(request, startedAt, finishedAt, source, failure(node.required("error")));
            default -> throw new IllegalArgumentException("status " + status);
        };
    }

    private static Failure failure(JsonNode node) {
        return new Failure(
                FailureCode.valueOf(node.required("code").stringValue()),
                node.required("detail").stringValue());
    }
}
