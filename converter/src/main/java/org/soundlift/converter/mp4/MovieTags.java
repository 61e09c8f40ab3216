package org.soundlift.converter.mp4;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Texts about the video, such as its title; none of them is trusted. Several artists are separated by a slash, as in ID3v2.3.0
 * §4.2.1.
 *
 * @param texts only of fields that have one
 */
public record MovieTags(Map<Field, String> texts) {
    public static final MovieTags NONE = new MovieTags(Map.of());

    private static final String KEY = "com.apple.quicktime.";
    private static final Pattern YEAR = Pattern.compile("\\b(\\d{4})\\b");

    /** The fields that an MP3 has as well; {@link #YEAR} has four digits, and {@link #TRACK} may be {@code 3/12}. */
    public enum Field {
        TITLE,
        ARTIST,
        ALBUM,
        ALBUM_ARTIST,
        COMPOSER,
        GENRE,
        YEAR,
        TRACK
    }

    public MovieTags {
        texts = Map.copyOf(texts);
    }

    /** Of several kinds of tags the first that has a text counts: iTunes', QuickTime's keys, QuickTime's old ones, 3GPP's. */
    static MovieTags of(ItemList items, UserData data) {
        Builder tags = new Builder();
        tags.put(Field.TITLE, first(items, data, "©nam", "title", "titl"));
        tags.put(
                Field.ARTIST,
                first(items, data, "©ART", "artist", "perf").or(() -> first(items, data, "©aut", "author", "auth")));
        tags.put(Field.ALBUM, first(items, data, "©alb", "album", "albm"));
        tags.put(Field.ALBUM_ARTIST, first(items, data, "aART", "albumartist", ""));
        tags.put(
                Field.COMPOSER,
                first(items, data, "©wrt", "composer", "").or(() -> first(items, data, "©com", "", "")));
        tags.put(Field.GENRE, first(items, data, "©gen", "genre", "gnre"));
        tags.put(Field.YEAR, first(items, data, "©day", "creationdate", ""));
        tags.put(Field.TRACK, first(items, data, "trkn", "", ""));
        return tags.build();
    }

    /** The tags that FFmpeg reports, by their names in any case. */
    public static MovieTags named(Map<String, String> texts) {
        Builder tags = new Builder();
        texts.forEach((name, text) -> {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "title" -> tags.put(Field.TITLE, Optional.of(text));
                case "artist" -> tags.put(Field.ARTIST, Optional.of(text));
                case "album" -> tags.put(Field.ALBUM, Optional.of(text));
                case "album_artist" -> tags.put(Field.ALBUM_ARTIST, Optional.of(text));
                case "composer" -> tags.put(Field.COMPOSER, Optional.of(text));
                case "genre" -> tags.put(Field.GENRE, Optional.of(text));
                case "date" -> tags.put(Field.YEAR, Optional.of(text));
                case "track" -> tags.put(Field.TRACK, Optional.of(text));
                default -> {}
            }
        });
        return tags.build();
    }

    public Optional<String> text(Field field) {
        return Optional.ofNullable(texts.get(field));
    }

    private static Optional<String> first(ItemList items, UserData data, String code, String key, String of3gpp) {
        return Stream.of(
                        joined(items.texts(code)),
                        joined(items.texts(KEY + key)),
                        data.text(code).orElse(""),
                        data.text(of3gpp).orElse(""))
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private static String joined(List<String> texts) {
        return String.join(
                "/", texts.stream().filter(text -> !text.isBlank()).distinct().toList());
    }

    private static final class Builder {
        private final Map<Field, String> texts = new EnumMap<>(Field.class);

        void put(Field field, Optional<String> text) {
            (field == Field.YEAR ? text.flatMap(Builder::year) : text)
                    .filter(t -> !t.isBlank())
                    .ifPresent(t -> texts.put(field, t));
        }

        private static Optional<String> year(String date) {
            Matcher year = YEAR.matcher(date);
            return year.find() ? Optional.of(year.group(1)) : Optional.empty();
        }

        MovieTags build() {
            return new MovieTags(texts);
        }
    }
}
