package org.soundlift.converter.mp4;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.soundlift.converter.ConversionException;

/**
 * Title, artist and album as the maker of the video wrote them: untrusted text. Read from the item list that iTunes
 * puts into {@code udta/meta/ilst}; a broken list only loses its tags.
 */
public record MovieTags(Optional<String> title, Optional<String> artist, Optional<String> album) {
    public static final MovieTags NONE = new MovieTags(Optional.empty(), Optional.empty(), Optional.empty());

    private static final int UTF8_TEXT = 1;

    static MovieTags of(Box movie, BoxBudget budget) {
        try {
            Optional<Box> userData = movie.child("udta", budget);
            Optional<Box> meta = userData.isPresent() ? userData.get().child("meta", budget) : Optional.empty();
            return meta.isPresent() ? ofMeta(meta.get(), budget) : NONE;
        } catch (ConversionException | BufferUnderflowException | IllegalArgumentException unreadable) {
            return NONE;
        }
    }

    private static MovieTags ofMeta(Box meta, BoxBudget budget) throws ConversionException {
        Map<String, String> texts = new HashMap<>();
        for (Box child : Box.parse(meta.fullData(), budget)) {
            if (child.type().equals("ilst")) {
                for (Box item : child.children(budget)) {
                    text(item, budget).ifPresent(text -> texts.putIfAbsent(item.type(), text));
                }
            }
        }
        return new MovieTags(
                Optional.ofNullable(texts.get("©nam")),
                Optional.ofNullable(texts.get("©ART")),
                Optional.ofNullable(texts.get("©alb")));
    }

    private static Optional<String> text(Box item, BoxBudget budget) throws ConversionException {
        if (!List.of("©nam", "©ART", "©alb").contains(item.type())) {
            return Optional.empty();
        }
        Box value = item.required("data", budget);
        ByteBuffer data = value.data();
        if (data.getInt() != UTF8_TEXT) {
            return Optional.empty();
        }
        data.getInt(); // The locale.
        return Optional.of(UTF_8.decode(data).toString());
    }
}
