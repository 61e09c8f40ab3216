package org.soundlift.converter.mp4;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.converter.label.SourceLabels;
import org.soundlift.core.label.Chapter;
import org.soundlift.core.label.Cover;
import org.soundlift.core.label.UnusableLabelException;
import org.soundlift.core.media.Warning;

/** What a movie carries beside its sound. What can't be used is left out, with a warning. */
final class MovieLabels {
    private MovieLabels() {}

    static SourceLabels of(Box movie, ItemList items, SeekableByteChannel file, BoxBudget budget) throws IOException {
        MovieTags tags = MovieTags.of(items, UserData.of(movie, budget));
        List<Warning> warnings = new ArrayList<>();
        Optional<Cover> cover = Optional.empty();
        List<Chapter.Mark> chapters = List.of();
        try {
            cover = items.cover();
        } catch (UnusableLabelException e) {
            warnings.add(warning(e.getMessage() + " It was left out."));
        }
        try {
            chapters = ChapterMarks.of(movie, file, budget);
        } catch (UnusableLabelException e) {
            warnings.add(warning(String.valueOf(e.getMessage())));
        }
        return new SourceLabels(tags.texts(), cover, chapters, warnings);
    }

    private static Warning warning(String detail) {
        return new Warning(Warning.Code.LABELS_LEFT_OUT, detail);
    }
}
