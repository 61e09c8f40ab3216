package org.soundlift.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.soundlift.core.job.FailureCode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small JSON object that a stranger sent. */
public final class RequestBody {
    private static final int MAX_BYTES = 16 << 10;
    private static final long MAX_SKIPPED_BYTES = 64 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonNode object;

    private RequestBody(JsonNode object) {
        this.object = object;
    }

    /** @throws ProblemException {@code INVALID_REQUEST} if the body is no JSON object of at most 16 KiB */
    public static RequestBody read(Context ctx) throws IOException {
        var in = ctx.req().getInputStream();
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            skipRest(ctx);
            throw invalid();
        }
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node == null || !node.isObject()) {
                throw invalid();
            }
            return new RequestBody(node);
        } catch (JacksonException e) {
            throw invalid();
        }
    }

    /**
     * Reads what is still coming, and throws it away: clients that are sending take an early answer for a broken
     * connection, and never read it. There is an end to this too.
     */
    public static void skipRest(Context ctx) throws IOException {
        skipRest(ctx, MAX_SKIPPED_BYTES);
    }

    /** @param atMost bytes */
    public static void skipRest(Context ctx, long atMost) throws IOException {
        long _ = ctx.req().getInputStream().skip(atMost);
    }

    private static ProblemException invalid() {
        return new ProblemException(
                FailureCode.INVALID_REQUEST, "The body must be a JSON object of at most " + MAX_BYTES + " bytes.");
    }

    /** The text of a member, or empty if it is absent, null or blank. */
    public Optional<String> text(String member) {
        JsonNode node = object.path(member);
        return node.isString() ? Optional.of(node.stringValue()).filter(text -> !text.isBlank()) : Optional.empty();
    }

    /** The text of a member that has to be there. */
    public String requireText(String member) {
        return text(member).orElseThrow(() -> new ProblemException(Problem.invalidOption(member, "a text")));
    }

    /** Returns all members as texts: numbers, true and false as they are written; null as an empty one. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (value.isContainer()) {
                throw new ProblemException(
                        Problem.invalidOption(member.getKey(), "a text, a number, or true or false"));
            }
            texts.put(member.getKey(), value.isNull() ? "" : value.asString());
        });
        return texts;
    }

    /** Returns true if a member is {@code true}. */
    public boolean isTrue(String member) {
        return object.path(member).asBoolean(false);
    }

    /** A member of any kind; a missing node where it is absent. */
    public JsonNode member(String name) {
        return object.path(name);
    }
}
