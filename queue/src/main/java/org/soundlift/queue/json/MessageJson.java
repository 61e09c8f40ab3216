package org.soundlift.queue.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.soundlift.core.media.ResultSummaryJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The common form of all messages: one JSON object with a version. */
final class MessageJson {
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MessageJson() {}

    static ObjectNode newMessage() {
        return JSON.createObjectNode().put("version", VERSION);
    }

    static JsonNode tree(Map<String, Object> members) {
        return JSON.valueToTree(members);
    }

    static Map<String, Object> members(JsonNode object) {
        if (!object.isObject()) {
            throw new IllegalArgumentException("no object: " + object.getNodeType());
        }
        return JSON.treeToValue(object, new TypeReference<Map<String, Object>>() {});
    }

    static String write(ObjectNode message) {
        return JSON.writeValueAsString(message);
    }

    /** @throws IllegalArgumentException if the text is no message of this version that {@code reader} understands */
    static <T> T read(String json, Function<JsonNode, T> reader) {
        try {
            JsonNode node = JSON.readTree(json);
            int version = node.required("version").intValue();
            if (version != VERSION) {
                throw new IllegalArgumentException("message of version " + version + ", this program knows " + VERSION);
            }
            return reader.apply(node);
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("not a message: " + e.getMessage(), e);
        }
    }

    static double seconds(Duration duration) {
        return ResultSummaryJson.seconds(duration);
    }

    static Duration duration(double seconds) {
        return ResultSummaryJson.duration(seconds);
    }
}
