package org.soundlift.core.track;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An audio track of a video, as it describes itself.
 *
 * @param number from 1, in the order of the file
 * @param codec its short name, such as {@code mp4a} or {@code opus}
 * @param language as in the file: BCP 47 or ISO 639
 * @param channels empty where that is not known before it is decoded
 * @param duration empty where it is not known
 */
public record TrackInfo(
        int number,
        String codec,
        Optional<String> language,
        Optional<String> name,
        OptionalInt channels,
        Optional<Duration> duration) {
    private static final int LONGEST_TEXT = 200;
    /** A longer duration is taken for an error of the file. */
    private static final Duration LONGEST = Duration.ofDays(1_000);

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    public TrackInfo {
        codec = cut(codec);
        language = language.map(TrackInfo::cut);
        name = name.map(TrackInfo::cut);
        duration = duration.filter(d -> d.compareTo(LONGEST) < 0);
    }

    /** Texts of strangers, in one line. */
    private static String cut(String text) {
        return CONTROL.matcher(text.substring(0, Math.min(text.length(), LONGEST_TEXT)))
                .replaceAll(" ");
    }

    /** Returns number, language and name, such as {@code 2 (deu, "Deutsch")}. */
    public String text() {
        String about = language.orElse("")
                + (language.isPresent() && name.isPresent() ? ", " : "")
                + name.map(n -> '"' + n + '"').orElse("");
        return about.isEmpty() ? Integer.toString(number) : String.format(Locale.ROOT, "%d (%s)", number, about);
    }

    /** Returns the texts of several, separated by commas. */
    public static String texts(List<TrackInfo> tracks) {
        return tracks.stream().map(TrackInfo::text).collect(Collectors.joining(", "));
    }
}
