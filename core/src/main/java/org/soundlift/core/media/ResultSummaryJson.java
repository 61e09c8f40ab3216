package org.soundlift.core.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An {@link ResultSummary} as the members of a JSON object: one form for the status, webhooks and messages. */
public final class ResultSummaryJson {
    private ResultSummaryJson() {}

    /** Returns the members: texts, whole numbers, and seconds to the microsecond. */
    public static Map<String, Object> members(ResultSummary summary) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("bytes", summary.bytes());
        members.put("seconds", seconds(summary.duration()));
        members.put("bitrate", summary.bitrate());
        members.put("sample_rate", summary.sampleRate());
        members.put("channels", summary.channels());
        members.put("encoder", summary.encoder().text());
        members.put("sha256", summary.sha256());
        summary.decoder().ifPresent(decoder -> members.put("decoder", decoder));
        if (!summary.warnings().isEmpty()) {
            members.put("warnings", warnings(summary.warnings()));
        }
        members.putAll(SoundFactsJson.members(summary.facts()));
        return members;
    }

    /** Returns the members for a user: among them the format, and the bit rate in the unit of the option, kbit/s. */
    public static Map<String, Object> forUsers(ResultSummary summary) {
        Map<String, Object> members = members(summary);
        members.put("format", summary.facts().type().extension());
        members.put("bitrate_kbps", Math.round(summary.bitrate() / 1000.0));
        return members;
    }

    /** Returns warnings as the elements of a JSON array. */
    private static List<Map<String, Object>> warnings(List<Warning> warnings) {
        return warnings.stream()
                .map(warning -> Map.<String, Object>of("code", warning.code().name(), "detail", warning.detail()))
                .toList();
    }

    /**
     * Reads warnings. Those that a later version has added are left out.
     *
     * @throws IllegalArgumentException if it is no array of warnings
     */
    private static List<Warning> readWarnings(Object array) {
        if (!(array instanceof List<?> elements)) {
            throw new IllegalArgumentException("warnings are no array");
        }
        List<Warning> warnings = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof Map<?, ?> map)
                    || !(map.get("code") instanceof String name)
                    || !(map.get("detail") instanceof String detail)) {
                throw new IllegalArgumentException("no warning");
            }
            Warning.Code.find(name).ifPresent(code -> warnings.add(new Warning(code, detail)));
        }
        return warnings;
    }

    /**
     * Reads the members.
     *
     * @throws IllegalArgumentException if one is missing or has a wrong value
     */
    public static ResultSummary read(Map<String, Object> members) {
        return new ResultSummary(
                number(members, "bytes").longValue(),
                duration(number(members, "seconds").doubleValue()),
                number(members, "bitrate").intValue(),
                number(members, "sample_rate").intValue(),
                number(members, "channels").intValue(),
                // Before the member existed, FFmpeg encoded.
                text(members, "encoder").map(ResultEncoder::of).orElse(ResultEncoder.FFMPEG),
                text(members, "decoder"),
                text(members, "sha256").orElseThrow(() -> new IllegalArgumentException("no sha256")),
                readWarnings(Objects.requireNonNullElse(members.get("warnings"), List.of())),
                SoundFactsJson.read(members));
    }

    /** Returns seconds to the microsecond. */
    public static double seconds(Duration duration) {
        return Math.round(duration.getSeconds() * 1e6 + duration.getNano() / 1e3) / 1e6;
    }

    /** Returns the duration of a number of seconds, to the nanosecond. */
    public static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static Number number(Map<String, Object> members, String name) {
        if (members.get(name) instanceof Number number) {
            return number;
        }
        throw new IllegalArgumentException(name + " is no number");
    }

    private static Optional<String> text(Map<String, Object> members, String name) {
        @Nullable Object value = members.get(name);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value);
        }
        throw new IllegalArgumentException(name + " is no text");
    }
}
