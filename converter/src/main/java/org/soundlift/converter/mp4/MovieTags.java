package org.soundlift.converter.mp4;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Title, artist and album as the maker of the video wrote them: untrusted text. Several artists are separated by a slash,
 * as in ID3v2.3.0 §4.2.1.
 */
public record MovieTags(Optional<String> title, Optional<String> artist, Optional<String> album) {
    public static final MovieTags NONE = new MovieTags(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String KEY = "com.apple.quicktime.";

    /** Of several kinds of tags the first that has a text counts: iTunes', QuickTime's keys, QuickTime's old ones, 3GPP's. */
    static MovieTags of(ItemList items, UserData data) {
        return new MovieTags(
                first(items, data, "©nam", KEY + "title", "titl"),
                first(items, data, "©ART", KEY + "artist", "perf")
                        .or(() -> first(items, data, "©aut", KEY + "author", "auth")),
                first(items, data, "©alb", KEY + "album", "albm"));
    }

    private static Optional<String> first(ItemList items, UserData data, String code, String key, String of3gpp) {
        return Stream.of(
                        joined(items.texts(code)),
                        joined(items.texts(key)),
                        data.text(code).orElse(""),
                        data.text(of3gpp).orElse(""))
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private static String joined(List<String> texts) {
        return String.join(
                "/", texts.stream().filter(text -> !text.isBlank()).distinct().toList());
    }
}
