package org.soundlift.core.media;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.AudioOptionsJson;
import org.soundlift.core.track.TrackInfo;

/** {@link SoundFacts} as members of a JSON object: one form for the status, webhooks, messages and the ledger. */
public final class SoundFactsJson {
    private SoundFactsJson() {}

    /** Returns the members that are known. */
    public static Map<String, Object> members(SoundFacts facts) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (facts.type() != AudioFileType.MP3) {
            members.put("format", facts.type().extension());
        }
        facts.options().ifPresent(options -> members.put("options", AudioOptionsJson.forUsers(options)));
        facts.loudness().ifPresent(loudness -> members.put("loudness", loudness(loudness)));
        facts.channelsNote().ifPresent(note -> members.put("channels_note", note));
        facts.track().ifPresent(track -> members.put("track", track));
        if (!facts.tracks().isEmpty()) {
            members.put(
                    "tracks",
                    facts.tracks().stream()
                            .map(track -> withFile(track(track), facts.file(track.number())))
                            .toList());
        }
        if (facts.cover()) {
            members.put("cover", true);
        }
        if (facts.chapters() > 0) {
            members.put("chapters", facts.chapters());
        }
        return members;
    }

    /** Levels have one decimal: no meter is more exact. Silence has none. */
    private static Map<String, @Nullable Object> loudness(Loudness loudness) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("input_lufs", tenths(loudness.inputLufs()));
        members.put("output_lufs", tenths(loudness.outputLufs()));
        members.put("output_lufs_plain", tenths(loudness.outputLufsPlain()));
        members.put("true_peak_dbtp", tenths(loudness.truePeakDbtp()));
        members.put("gain_db", tenths(OptionalDouble.of(loudness.gainDb())));
        members.put("limited", loudness.limited());
        members.put("range_lu", tenths(loudness.rangeLu()));
        return members;
    }

    private static @Nullable Double tenths(OptionalDouble level) {
        return level.isPresent() ? Math.round(level.getAsDouble() * 10) / 10.0 + 0.0 : null;
    }

    /** Returns a track as a JSON object. */
    public static Map<String, Object> track(TrackInfo track) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("number", track.number());
        members.put("codec", track.codec());
        track.language().ifPresent(language -> members.put("language", language));
        track.name().ifPresent(name -> members.put("name", name));
        track.channels().ifPresent(channels -> members.put("channels", channels));
        track.duration().ifPresent(duration -> members.put("seconds", ResultSummaryJson.seconds(duration)));
        return members;
    }

    private static Map<String, Object> withFile(Map<String, Object> members, Optional<TrackFile> file) {
        file.ifPresent(f -> members.put("file", file(f)));
        return members;
    }

    private static Map<String, Object> file(TrackFile file) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("format", file.type().extension());
        members.put("offset", file.offset());
        members.put("bytes", file.bytes());
        members.put("seconds", ResultSummaryJson.seconds(file.duration()));
        members.put("bitrate", file.bitrate());
        members.put("sample_rate", file.sampleRate());
        members.put("channels", file.channels());
        members.put("sha256", file.sha256());
        file.loudness().ifPresent(loudness -> members.put("loudness", loudness(loudness)));
        return members;
    }

    private static List<TrackFile> readFiles(@Nullable Object tracks) {
        if (!(tracks instanceof List<?> elements)) {
            return List.of();
        }
        List<TrackFile> files = new ArrayList<>();
        for (Object element : elements) {
            if (element instanceof Map<?, ?> track && track.get("file") instanceof Map<?, ?> file) {
                files.add(readFile(whole(track, "number").orElse(0), file));
            }
        }
        return files;
    }

    private static TrackFile readFile(int track, Map<?, ?> file) {
        return new TrackFile(
                track,
                text(file, "format")
                        .flatMap(AudioFileType::of)
                        .orElseThrow(() -> new IllegalArgumentException("no format")),
                (long) number(file, "offset").orElse(0),
                (long) number(file, "bytes").orElse(0),
                ResultSummaryJson.duration(number(file, "seconds").orElse(0)),
                whole(file, "bitrate").orElse(0),
                whole(file, "sample_rate").orElse(0),
                whole(file, "channels").orElse(0),
                text(file, "sha256").orElse(""),
                object(file, "loudness").map(SoundFactsJson::readLoudness));
    }

    /**
     * Reads the members; those that are not there are not known.
     *
     * @throws IllegalArgumentException if one has a wrong value
     */
    public static SoundFacts read(Map<String, ?> members) {
        return new SoundFacts(
                // An MP3 has no such member, as before there were others.
                text(members, "format")
                        .map(format -> AudioFileType.of(format)
                                .orElseThrow(() -> new IllegalArgumentException("no format: " + format)))
                        .orElse(AudioFileType.MP3),
                object(members, "options").map(SoundFactsJson::readOptions),
                object(members, "loudness").map(SoundFactsJson::readLoudness),
                text(members, "channels_note"),
                readTracks(members.get("tracks")),
                whole(members, "track"),
                readFiles(members.get("tracks")),
                Boolean.TRUE.equals(members.get("cover")),
                whole(members, "chapters").orElse(0));
    }

    private static AudioOptions readOptions(Map<?, ?> object) {
        Map<String, Object> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put(String.valueOf(name), value));
        return AudioOptionsJson.read(members);
    }

    private static Loudness readLoudness(Map<?, ?> members) {
        return new Loudness(
                number(members, "input_lufs"),
                number(members, "output_lufs"),
                number(members, "output_lufs_plain"),
                number(members, "true_peak_dbtp"),
                number(members, "gain_db").orElse(0),
                Boolean.TRUE.equals(members.get("limited")),
                number(members, "range_lu"));
    }

    private static List<TrackInfo> readTracks(@Nullable Object array) {
        List<TrackInfo> tracks = new ArrayList<>();
        if (array instanceof List<?> elements) {
            for (Object element : elements) {
                if (element instanceof Map<?, ?> members) {
                    tracks.add(new TrackInfo(
                            whole(members, "number").orElse(0),
                            text(members, "codec").orElse(""),
                            text(members, "language"),
                            text(members, "name"),
                            whole(members, "channels"),
                            number(members, "seconds").stream()
                                    .mapToObj(ResultSummaryJson::duration)
                                    .findFirst()));
                }
            }
        }
        return tracks;
    }

    private static Optional<Map<?, ?>> object(Map<?, ?> members, String name) {
        return members.get(name) instanceof Map<?, ?> object ? Optional.of(object) : Optional.empty();
    }

    private static Optional<String> text(Map<?, ?> members, String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static OptionalDouble number(Map<?, ?> members, String name) {
        return members.get(name) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    private static OptionalInt whole(Map<?, ?> members, String name) {
        return members.get(name) instanceof Number number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
    }
}
