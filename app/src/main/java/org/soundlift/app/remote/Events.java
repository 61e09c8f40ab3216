package org.soundlift.app.remote;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads the events of a job, each of which holds its status (text/event-stream, HTML standard §9.2). */
final class Events {
    private static final String DATA = "data:";

    private Events() {}

    /**
     * Reads to the end of the job.
     *
     * @param done hears of the fraction, 0 to 1
     * @return its last status; empty if the events broke off before
     */
    static Optional<JsonNode> end(Stream<String> lines, DoubleConsumer done) {
        try {
            return lines.filter(line -> line.startsWith(DATA))
                    .map(line -> Answers.json(line.substring(DATA.length())))
                    .peek(status -> done.accept(status.path("progress").asDouble(0)))
                    .filter(Events::isFinal)
                    .findFirst();
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    static boolean isFinal(JsonNode status) {
        return switch (status.path("status").asString("")) {
            case "completed", "failed", "canceled" -> true;
            default -> false;
        };
    }
}
