package org.soundlift.core.options;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A name for a set of options. */
public enum Preset {
    /** As podcast players expect it. */
    PODCAST("channels", "auto", "bitrate", "96", "bitrate_mono", "64", "loudness", "-16"),
    /** Small, for what is spoken. */
    SPEECH("channels", "auto-mono", "quality", "5", "max_sample_rate", "24000"),
    /** For programs that write down what is said. */
    TRANSCRIPT("channels", "auto-mono", "bitrate", "32", "sample_rate", "16000"),
    /** About 190 kbit/s. */
    MUSIC("quality", "2"),
    /** The most that an MP3 can have. */
    ARCHIVE("bitrate", "320");

    /** Names and values, in turn. */
    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
    private final List<String> options;

    Preset(String... options) {
        this.options = List.of(options);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Preset::text).toList();
    }

    public static Optional<Preset> of(String text) {
        return Arrays.stream(values())
                .filter(preset -> preset.text().equals(text))
                .findFirst();
    }

    /** Returns the value of the option. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the options that it stands for, in their usual order. */
    public Map<AudioOption, String> options() {
        Map<AudioOption, String> set = new EnumMap<>(AudioOption.class);
        for (int i = 0; i < options.size(); i += 2) {
            set.put(AudioOption.of(options.get(i)).orElseThrow(), options.get(i + 1));
        }
        return set;
    }
}
