package org.soundlift.mp4;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.label.Chapter;
import org.soundlift.core.label.UnusableLabelException;
import org.soundlift.core.media.Warning;
import org.soundlift.mp4.label.SourceLabels;

/** What a movie carries beside its sound. What can't be used is left out, with a warning. */
final class MovieLabels {
    private MovieLabels() {}

    static SourceLabels of(Box movie, ItemList items, Ranges file, BoxBudget budget) throws IOException {
        MovieTags tags = MovieTags.of(items, UserData.of(movie, budget));
        List<Warning> warnings = new ArrayList<>();
        List<Chapter.Mark> chapters = List.of();
        try {
            chapters = ChapterMarks.of(movie, file, budget);
        } catch (UnusableLabelException e) {
            warnings.add(Warning.ofLeftOut(String.valueOf(e.getMessage())));
        }
        return new SourceLabels(tags.texts(), Optional.empty(), chapters, warnings).withCover(items::cover);
    }
}
