package org.soundlift.converter.mp4;

import java.util.Optional;

/** Title, artist and album as the maker of the video wrote them: untrusted text. */
public record MovieTags(Optional<String> title, Optional<String> artist, Optional<String> album) {
    public static final MovieTags NONE = new MovieTags(Optional.empty(), Optional.empty(), Optional.empty());

    static MovieTags of(ItemList items) {
        return new MovieTags(items.text("©nam"), items.text("©ART"), items.text("©alb"));
    }
}
