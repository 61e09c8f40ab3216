package org.soundlift.converter.label;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.soundlift.core.options.Inclusion;
import org.soundlift.core.options.Labels;
import org.soundlift.core.options.TagField;

/**
 * The texts, the cover and the chapters of a result.
 *
 * @param texts only of fields that have one
 * @param chapters in order, by the time of the result
 */
public record ResultLabels(Map<TagField, String> texts, Optional<Cover> cover, List<Chapter> chapters) {
    public static final ResultLabels NONE = new ResultLabels(Map.of(), Optional.empty(), List.of());

    public ResultLabels {
        texts = Map.copyOf(texts);
        chapters = List.copyOf(chapters);
    }

    /**
     * The part of the sound of a source that a result has.
     *
     * @param from where it begins in the whole
     * @param length how long it is
     * @param whole length of all the sound
     */
    public record Part(Duration from, Duration length, Duration whole) {}

    /** Chooses among the labels of a source. */
    public static ResultLabels of(SourceLabels source, Labels wanted, Part part) {
        Map<TagField, String> texts = new EnumMap<>(TagField.class);
        texts.putAll(source.texts());
        texts.putAll(wanted.texts());
        texts.values().removeIf(String::isEmpty);
        List<Chapter> chapters = wanted.chapters() == Inclusion.NONE
                ? List.of()
                : Chapter.of(source.chapters(), part.whole()).stream()
                        .flatMap(chapter -> chapter.within(part.from(), part.length()).stream())
                        .toList();
        return new ResultLabels(texts, wanted.cover() == Inclusion.NONE ? Optional.empty() : source.cover(), chapters);
    }

    public Optional<String> text(TagField field) {
        return Optional.ofNullable(texts.get(field));
    }

    /** The same with a title, if none was there and none was refused. */
    public ResultLabels orTitle(String title, Labels wanted) {
        Map<TagField, String> more = new EnumMap<>(TagField.class);
        more.putAll(texts);
        if (wanted.text(TagField.TITLE).isEmpty()) {
            more.putIfAbsent(TagField.TITLE, title);
        }
        return new ResultLabels(more, cover, chapters);
    }
}
