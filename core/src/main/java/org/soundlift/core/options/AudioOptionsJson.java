package org.soundlift.core.options;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** {@link AudioOptions} as the members of a JSON object: one form for the status, messages, the ledger and the command line. */
public final class AudioOptionsJson {
    private AudioOptionsJson() {}

    /** Returns the members: texts, numbers and true. Those that have their usual value are left out, the rate of an MP3 never. */
    public static Map<String, Object> members(AudioOptions options) {
        Map<String, Object> members = new LinkedHashMap<>();
        putRate(members, options);
        options.form().sampleRate().ifPresent(rate -> put(members, AudioOption.SAMPLE_RATE, rate));
        options.form().highestSampleRate().ifPresent(rate -> put(members, AudioOption.MAX_SAMPLE_RATE, rate));
        if (options.channels() != Channels.SOURCE) {
            put(members, AudioOption.CHANNELS, options.channels().text());
        }
        putCut(members, options.cut());
        options.loudness().ifPresent(lufs -> put(members, AudioOption.LOUDNESS, lufs));
        if (!options.track().isDefault()) {
            put(members, AudioOption.TRACK, options.track().text());
        }
        putLabels(members, options.labels());
        if (options.allowIncomplete()) {
            put(members, AudioOption.ALLOW_INCOMPLETE, true);
        }
        return members;
    }

    /** Returns the members for a user: some that have their usual value are there as well. */
    public static Map<String, Object> forUsers(AudioOptions options) {
        Map<String, Object> members = members(options);
        members.put(AudioOption.CHANNELS.text(), options.channels().text());
        members.put(AudioOption.ALLOW_INCOMPLETE.text(), options.allowIncomplete());
        return members;
    }

    /** Returns the members as parameters of a request: texts by the names of their options, but no files. */
    public static Map<AudioOption, String> parameters(AudioOptions options) {
        Map<AudioOption, String> parameters = new EnumMap<>(AudioOption.class);
        members(options)
                .forEach((name, value) -> AudioOption.of(name)
                        .filter(option -> !isFile(option, value))
                        .ifPresent(option -> parameters.put(option, text(value))));
        return parameters;
    }

    private static boolean isFile(AudioOption option, Object value) {
        return option.takesFile() && value.equals(word(Inclusion.GIVEN));
    }

    private static String word(Inclusion inclusion) {
        return inclusion.name().toLowerCase(Locale.ROOT);
    }

    private static void put(Map<String, Object> members, AudioOption option, Object value) {
        members.put(option.text(), value);
    }

    private static void putRate(Map<String, Object> members, AudioOptions options) {
        if (options.format() != Format.MP3) {
            put(members, AudioOption.FORMAT, options.format().text());
            return;
        }
        switch (options.rate()) {
            case Rate.VariableRate(int quality) -> put(members, AudioOption.QUALITY, quality);
            case Rate.ConstantRate constant -> {
                put(members, AudioOption.BITRATE, constant.kbitPerSecond());
                constant.ofMono().ifPresent(mono -> put(members, AudioOption.BITRATE_MONO, mono));
            }
        }
    }

    private static void putCut(Map<String, Object> members, Cut cut) {
        if (!cut.start().isZero()) {
            put(members, AudioOption.START, TimeText.seconds(cut.start()));
        }
        cut.end().ifPresent(end -> put(members, AudioOption.END, TimeText.seconds(end)));
        if (cut.trimSilence()) {
            put(members, AudioOption.TRIM_SILENCE, Words.ENDS);
        }
    }

    private static void putLabels(Map<String, Object> members, Labels labels) {
        for (AudioOption option : AudioOption.values()) {
            option.tag().flatMap(labels::text).ifPresent(text -> put(members, option, text));
        }
        if (labels.cover() != Inclusion.KEEP) {
            put(members, AudioOption.COVER, word(labels.cover()));
        }
        if (labels.chapters() != Inclusion.KEEP) {
            put(members, AudioOption.CHAPTERS, word(labels.chapters()));
        }
    }

    /**
     * Reads the members. Those that a later version has added are left out.
     *
     * @param members texts, numbers, true or false by their names
     * @throws IllegalArgumentException if one has a wrong value
     */
    public static AudioOptions read(Map<String, ?> members) {
        OptionsBuilder builder = new OptionsBuilder();
        members.forEach((name, value) -> AudioOption.of(name).ifPresent(option -> builder.put(option, text(value))));
        return builder.build();
    }

    /** Numbers without exponents, as people write them. */
    private static String text(Object value) {
        return value instanceof Double || value instanceof Float || value instanceof BigDecimal
                ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
