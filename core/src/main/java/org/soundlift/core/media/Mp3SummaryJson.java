package org.soundlift.core.media;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An {@link Mp3Summary} as the members of a JSON object: one form for the status, webhooks and messages. */
public final class Mp3SummaryJson {
    private Mp3SummaryJson() {}

    /** Returns the members: texts, whole numbers, and seconds to the microsecond. */
    public static Map<String, Object> members(Mp3Summary summary) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("bytes", summary.bytes());
        members.put("seconds", seconds(summary.duration()));
        members.put("bitrate", summary.bitrate());
        members.put("sample_rate", summary.sampleRate());
        members.put("channels", summary.channels());
        members.put("encoder", summary.encoder().text());
        members.put("sha256", summary.sha256());
        summary.decoder().ifPresent(decoder -> members.put("decoder", decoder));
        return members;
    }

    /**
     * Reads the members.
     *
     * @throws IllegalArgumentException if one is missing or has a wrong value
     */
    public static Mp3Summary read(Map<String, Object> members) {
        return new Mp3Summary(
                number(members, "bytes").longValue(),
                duration(number(members, "seconds").doubleValue()),
                number(members, "bitrate").intValue(),
                number(members, "sample_rate").intValue(),
                number(members, "channels").intValue(),
                // Before the member existed, FFmpeg encoded.
                text(members, "encoder").map(Mp3Encoder::of).orElse(Mp3Encoder.FFMPEG),
                text(members, "decoder"),
                text(members, "sha256").orElseThrow(() -> new IllegalArgumentException("no sha256")));
    }

    /** Returns seconds to the microsecond. */
    public static double seconds(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e6;
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
