package org.soundlift.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.soundlift.core.job.FailureCode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small JSON object that a stranger sent. */
public final class RequestBody {
    private static final int MAX_BYTES = 16 << 10;
    /** What is read and thrown away before the answer: clients that are still sending don't read it. */
    private static final long MAX_SKIPPED_BYTES = 16 << 20;

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
            long _ = in.skip(MAX_SKIPPED_BYTES);
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
        return text(member).orElseThrow(() -> new ProblemException(InvalidOption.problem(member, "a text")));
    }

    /** Whether a member is {@code true}. */
    public boolean isTrue(String member) {
        return object.path(member).asBoolean(false);
    }

    /** A member that is a list, or null where it is absent. */
    public JsonNode member(String name) {
        return object.path(name);
    }
}
