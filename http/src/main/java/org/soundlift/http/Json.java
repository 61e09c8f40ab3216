package org.soundlift.http;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as this interface writes it: UTF-8, snake_case, times in RFC 3339 UTC. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ObjectNode of(Map<String, Object> members) {
        return MAPPER.valueToTree(members);
    }

    /** Returns the members of an object that this program has written. */
    public static Map<String, Object> members(String object) {
        return MAPPER.readValue(object, new TypeReference<Map<String, Object>>() {});
    }

    public static String text(ObjectNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** Answers a request. */
    public static void answer(Context ctx, int status, ObjectNode body) {
        answer(ctx, status, "application/json", body);
    }

    public static void answer(Context ctx, int status, String contentType, ObjectNode body) {
        ctx.status(status).contentType(contentType).result(MAPPER.writeValueAsBytes(body));
    }

    /** Always with milliseconds, so that texts sort as times do. */
    public static String time(Instant time) {
        return TIME.format(time);
    }
}
