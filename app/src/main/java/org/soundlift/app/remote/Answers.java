package org.soundlift.app.remote;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Optional;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a server answers. */
final class Answers {
    private static final int UNAUTHORIZED = 401;
    private static final JsonMapper JSON = new JsonMapper();

    private Answers() {}

    /** Returns what a text says; an empty object if it is no JSON, as of a proxy. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    static Optional<FailureCode> code(String name) {
        return Arrays.stream(FailureCode.values())
                .filter(code -> code.name().equals(name))
                .findFirst();
    }

    /**
     * Throws what a server says that refuses something: a problem (RFC 9457), or what a proxy before it says.
     *
     * @param server for people
     * @param status that is none
     */
    static void require(String server, HttpResponse<?> answer, int status, String body)
            throws IOException, ConversionException {
        if (answer.statusCode() == status) {
            return;
        }
        if (answer.statusCode() == UNAUTHORIZED) {
            throw new IOException(server + " asks for an account: name a file with a token of it by --token-file");
        }
        JsonNode problem = json(body);
        String detail = problem.path("detail").asString("");
        Optional<FailureCode> code = code(problem.path("code").asString(""));
        if (code.isPresent()) {
            throw new ConversionException(code.get(), detail, "told by the server");
        }
        throw new IOException(
                server + " refuses it with status " + answer.statusCode() + (detail.isEmpty() ? "" : ": " + detail));
    }
}
