package org.soundlift.mp4;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.soundlift.core.options.TagField;

/**
 * Texts about the video, such as its title; none of them is trusted. Several artists are separated by semicolons.
 *
 * @param texts only of fields that have one
 */
public record MovieTags(Map<TagField, String> texts) {
    public static final MovieTags NONE = new MovieTags(Map.of());

    private static final String KEY = "com.apple.quicktime.";
    private static final Pattern YEAR = Pattern.compile("\\b(\\d{4})\\b");

    public MovieTags {
        texts = Map.copyOf(texts);
    }

    /** Of several kinds of tags the first that has a text counts: iTunes', QuickTime's keys, QuickTime's old ones, 3GPP's. */
    static MovieTags of(ItemList items, UserData data) {
        Builder tags = new Builder();
        tags.put(TagField.TITLE, first(items, data, "©nam", "title", "titl"));
        tags.put(
                TagField.ARTIST,
                first(items, data, "©ART", "artist", "perf").or(() -> first(items, data, "©aut", "author", "auth")));
        tags.put(TagField.ALBUM, first(items, data, "©alb", "album", "albm"));
        tags.put(TagField.ALBUM_ARTIST, first(items, data, "aART", "albumartist", ""));
        tags.put(
                TagField.COMPOSER,
                first(items, data, "©wrt", "composer", "").or(() -> first(items, data, "©com", "", "")));
        tags.put(TagField.GENRE, first(items, data, "©gen", "genre", "gnre"));
        tags.put(TagField.YEAR, first(items, data, "©day", "creationdate", ""));
        tags.put(
                TagField.COMMENT,
                first(items, data, "©cmt", "comment", "").or(() -> first(items, data, "©des", "description", "dscp")));
        tags.put(TagField.TRACK, first(items, data, "trkn", "", ""));
        return tags.build();
    }

    /** The tags that FFmpeg reports, by their names in any case. */
    public static MovieTags named(Map<String, String> texts) {
        Builder tags = new Builder();
        texts.forEach((name, text) -> {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "title" -> tags.put(TagField.TITLE, Optional.of(text));
                case "artist" -> tags.put(TagField.ARTIST, Optional.of(text));
                case "album" -> tags.put(TagField.ALBUM, Optional.of(text));
                case "album_artist" -> tags.put(TagField.ALBUM_ARTIST, Optional.of(text));
                case "composer" -> tags.put(TagField.COMPOSER, Optional.of(text));
                case "genre" -> tags.put(TagField.GENRE, Optional.of(text));
                case "comment" -> tags.put(TagField.COMMENT, Optional.of(text));
                case "date" -> tags.put(TagField.YEAR, Optional.of(text));
                case "track" -> tags.put(TagField.TRACK, Optional.of(text));
                default -> {}
            }
        });
        return tags.build();
    }

    public Optional<String> text(TagField field) {
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
                "; ", texts.stream().filter(text -> !text.isBlank()).distinct().toList());
    }

    private static final class Builder {
        private final Map<TagField, String> texts = new EnumMap<>(TagField.class);

        void put(TagField field, Optional<String> text) {
            (field == TagField.YEAR ? text.flatMap(Builder::year) : text)
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
