package org.soundlift.mp4.label;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.soundlift.core.label.Chapter;
import org.soundlift.core.label.Cover;
import org.soundlift.core.label.UnusableLabelException;
import org.soundlift.core.media.Warning;
import org.soundlift.core.options.TagField;

/**
 * The texts, the cover and the chapters of a video; none of them is trusted.
 *
 * @param texts only of fields that have one; a year has four digits, several artists are joined by semicolons
 * @param chapters in any order, by the time of the video
 * @param warnings of what could not be read
 */
public record SourceLabels(
        Map<TagField, String> texts, Optional<Cover> cover, List<Chapter.Mark> chapters, List<Warning> warnings) {
    public static final SourceLabels NONE = new SourceLabels(Map.of(), Optional.empty(), List.of(), List.of());

    public SourceLabels {
        texts = Map.copyOf(texts);
        chapters = List.copyOf(chapters);
        warnings = List.copyOf(warnings);
    }

    /** The cover of a video, which may be one that can't be used. */
    public interface CoverReader {
        Optional<Cover> read() throws IOException, UnusableLabelException;
    }

    /** The same with a cover. One that can't be used is left out, with a warning. */
    public SourceLabels withCover(CoverReader reader) throws IOException {
        try {
            return new SourceLabels(texts, reader.read(), chapters, warnings);
        } catch (UnusableLabelException e) {
            List<Warning> more = new ArrayList<>(warnings);
            more.add(Warning.ofLeftOut(e.getMessage() + " It was left out."));
            return new SourceLabels(texts, Optional.empty(), chapters, more);
        }
    }
}
