package org.soundlift.core.track;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A choice among the audio tracks of a video.
 *
 * @param text {@link #DEFAULT}'s, a number from 1, {@code all}, a language (BCP 47, ISO 639) or a name
 */
public record TrackChoice(String text) {
    /** The track that a player plays. */
    public static final TrackChoice DEFAULT = new TrackChoice("default");

    /** Each track by itself. */
    public static final TrackChoice ALL = new TrackChoice("all");

    public static final int LONGEST = 200;
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,3}");

    public TrackChoice {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("track " + text);
        }
    }

    /** The choice of a track by its number, from 1. */
    public static TrackChoice of(int number) {
        return new TrackChoice(Integer.toString(number));
    }

    public boolean isAll() {
        return text.equalsIgnoreCase(ALL.text);
    }

    public boolean isDefault() {
        return equals(DEFAULT);
    }

    /** Returns the tracks that are meant: by number, or else by name, or else by language; the default is not known here. */
    public List<TrackInfo> among(List<TrackInfo> tracks) {
        if (NUMBER.matcher(text).matches()) {
            int number = Integer.parseInt(text);
            return tracks.stream().filter(track -> track.number() == number).toList();
        }
        List<TrackInfo> ofName = tracks.stream()
                .filter(track -> track.name().stream().anyMatch(text::equalsIgnoreCase))
                .toList();
        String code = LanguageCode.normal(text);
        return ofName.isEmpty()
                ? tracks.stream()
                        .filter(track ->
                                track.language().map(LanguageCode::normal).equals(Optional.of(code)))
                        .toList()
                : ofName;
    }
}
