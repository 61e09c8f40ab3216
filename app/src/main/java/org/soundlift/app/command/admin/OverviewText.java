package org.soundlift.app.command.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.soundlift.app.figures.Figures;
import tools.jackson.databind.JsonNode;

/** The overview of a service in lines of text. */
final class OverviewText {
    private OverviewText() {}

    static List<String> lines(JsonNode overview) {
        List<String> lines = new ArrayList<>();
        JsonNode queue = overview.path("queue");
        lines.add("waiting      " + queue.path("waiting").asLong() + ", the longest since "
                + AdminServer.time(queue.path("oldest_waiting_since")));
        lines.add("in work      " + queue.path("processing").asLong());
        lines.add("last hour    " + ended(overview.path("last_hour")));
        lines.add("last day     " + ended(overview.path("last_day")));
        overview.path("failures")
                .forEach(failure ->
                        lines.add("             " + failure.path("jobs").asLong() + " failed with "
                                + failure.path("code").asString()));
        lines.add("dead letters "
                + queue.path("dead_letters").properties().stream()
                        .map(OverviewText::letters)
                        .collect(Collectors.joining(", ")));
        JsonNode storage = overview.path("storage");
        lines.add("stored       " + Figures.size(storage.path("video_bytes").asLong()) + " of videos, "
                + Figures.size(storage.path("result_bytes").asLong()) + " of results, "
                + Figures.size(storage.path("arriving_bytes").asLong()) + " arriving");
        return lines;
    }

    private static String letters(Map.Entry<String, JsonNode> queue) {
        return (queue.getValue().isNull() ? "?" : queue.getValue().asString()) + " of " + queue.getKey();
    }

    private static String ended(JsonNode whole) {
        long completed = 0;
        long failed = 0;
        double seconds = 0;
        for (JsonNode part : whole.path("ended")) {
            completed += part.path("completed").asLong();
            failed += part.path("failed").asLong();
            seconds += part.path("audio_seconds").asDouble();
        }
        return completed + " ready, " + failed + " failed, " + Math.round(seconds / 60) + " minutes of sound";
    }
}
