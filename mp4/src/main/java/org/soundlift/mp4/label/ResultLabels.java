package org.soundlift.mp4.label;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.soundlift.core.label.Chapter;
import org.soundlift.core.label.Cover;
import org.soundlift.core.label.GivenLabels;
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

    /** Chooses among the labels of a source and those that were given. */
    public static ResultLabels of(SourceLabels source, Labels wanted, GivenLabels given, Part part) {
        Map<TagField, String> texts = new EnumMap<>(TagField.class);
        texts.putAll(source.texts());
        texts.putAll(wanted.texts());
        texts.values().removeIf(String::isEmpty);
        List<Chapter.Mark> marks = switch (wanted.chapters()) {
            case KEEP -> source.chapters();
            case NONE -> List.of();
            case GIVEN -> given.chapters();
        };
        List<Chapter> chapters = Chapter.of(marks, part.whole()).stream()
                .flatMap(chapter -> chapter.within(part.from(), part.length()).stream())
                .toList();
        Optional<Cover> cover = switch (wanted.cover()) {
            case KEEP -> source.cover();
            case NONE -> Optional.empty();
            case GIVEN -> given.cover();
        };
        return new ResultLabels(texts, cover, chapters);
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
