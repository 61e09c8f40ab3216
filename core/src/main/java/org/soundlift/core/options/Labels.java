package org.soundlift.core.options;

import java.util.Map;
import java.util.Optional;

/**
 * The texts, the cover and the chapters of the result.
 *
 * @param texts in place of the video's own; an empty one leaves the video's own out
 */
public record Labels(Map<TagField, String> texts, Inclusion cover, Inclusion chapters) {
    /** Those of the video. */
    public static final Labels OF_VIDEO = new Labels(Map.of(), Inclusion.KEEP, Inclusion.KEEP);

    public Labels {
        texts = Map.copyOf(texts);
    }

    /** Returns whether the owner has given a cover or chapters. */
    public boolean areGiven() {
        return cover == Inclusion.GIVEN || chapters == Inclusion.GIVEN;
    }

    /** Returns the text in place of the video's own, if one was asked for. */
    public Optional<String> text(TagField field) {
        return Optional.ofNullable(texts.get(field));
    }
}
