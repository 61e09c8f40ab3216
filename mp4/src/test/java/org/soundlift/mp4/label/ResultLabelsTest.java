package org.soundlift.mp4.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.soundlift.core.label.Chapter;
import org.soundlift.core.label.GivenLabels;
import org.soundlift.core.options.Inclusion;
import org.soundlift.core.options.Labels;
import org.soundlift.core.options.TagField;

class ResultLabelsTest {
    private static final SourceLabels SOURCE = new SourceLabels(
            Map.of(TagField.TITLE, "Of the video", TagField.ARTIST, "Ada"),
            Optional.empty(),
            List.of(mark(10, "second"), mark(0, "first"), mark(20, "third")),
            List.of());

    private static Chapter.Mark mark(int seconds, String title) {
        return new Chapter.Mark(Duration.ofSeconds(seconds), Optional.empty(), title);
    }

    private static Chapter chapter(int begin, int end, String title) {
        return new Chapter(Duration.ofSeconds(begin), Duration.ofSeconds(end), title);
    }

    private static ResultLabels of(Labels wanted, int from, int length) {
        return ResultLabels.of(
                SOURCE,
                wanted,
                GivenLabels.NONE,
                new ResultLabels.Part(Duration.ofSeconds(from), Duration.ofSeconds(length), Duration.ofSeconds(30)));
    }

    @Test
    void chaptersAreShiftedAndClipped() {
        assertThat(of(Labels.OF_VIDEO, 0, 30).chapters())
                .containsExactly(chapter(0, 10, "first"), chapter(10, 20, "second"), chapter(20, 30, "third"));
        assertThat(of(Labels.OF_VIDEO, 5, 10).chapters())
                .containsExactly(chapter(0, 5, "first"), chapter(5, 10, "second"));
        assertThat(of(Labels.OF_VIDEO, 12, 3).chapters()).containsExactly(chapter(0, 3, "second"));
        assertThat(of(new Labels(Map.of(), Inclusion.KEEP, Inclusion.NONE), 0, 30)
                        .chapters())
                .isEmpty();
    }

    @Test
    void textsOfTheOwnerWin() {
        Labels wanted = new Labels(Map.of(TagField.TITLE, "Mine", TagField.ARTIST, ""), Inclusion.KEEP, Inclusion.KEEP);
        assertThat(of(wanted, 0, 30).texts()).isEqualTo(Map.of(TagField.TITLE, "Mine"));
    }

    @Test
    void nameOfTheFileIsTheTitleWhereThereIsNone() {
        ResultLabels untitled = ResultLabels.of(
                SourceLabels.NONE,
                Labels.OF_VIDEO,
                GivenLabels.NONE,
                new ResultLabels.Part(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1)));
        assertThat(untitled.orTitle("talk", Labels.OF_VIDEO).text(TagField.TITLE))
                .contains("talk");
        Labels none = new Labels(Map.of(TagField.TITLE, ""), Inclusion.KEEP, Inclusion.KEEP);
        assertThat(untitled.orTitle("talk", none).text(TagField.TITLE)).isEmpty();
        assertThat(of(Labels.OF_VIDEO, 0, 30).orTitle("talk", Labels.OF_VIDEO).text(TagField.TITLE))
                .contains("Of the video");
    }
}
