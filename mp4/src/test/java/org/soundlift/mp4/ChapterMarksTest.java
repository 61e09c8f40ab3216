package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.mp4.Mp4Builder.box;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.soundlift.core.label.Chapter;
import org.soundlift.core.media.Warning;
import org.soundlift.mp4.label.SourceLabels;

/** Box {@code chpl}; tracks of chapters are tried end to end, with files of FFmpeg's. */
class ChapterMarksTest {
    private static SourceLabels labels(byte[] list) throws Exception {
        byte[] file = new Mp4Builder().file(box("udta", box("chpl", list)));
        return Mp4Reader.read(new MemoryRanges(file), Mp4Reader.Request.ofAll(Duration.ofHours(1)))
                .labels();
    }

    private static byte[] list(int count, String... titles) {
        ByteBuffer data = ByteBuffer.allocate(1_000);
        data.putInt(0x0100_0000).putInt(0).put((byte) count);
        for (int i = 0; i < titles.length; i++) {
            byte[] title = titles[i].getBytes(UTF_8);
            data.putLong(i * 50_000_000L).put((byte) title.length).put(title);
        }
        byte[] whole = new byte[data.position()];
        data.flip().get(whole);
        return whole;
    }

    @Test
    void chaptersOfNeroAreRead() throws Exception {
        assertThat(labels(list(2, "Größe", "")).chapters())
                .isEqualTo(List.of(
                        new Chapter.Mark(Duration.ZERO, Optional.empty(), "Größe"),
                        new Chapter.Mark(Duration.ofSeconds(5), Optional.empty(), "")));
    }

    @Test
    void brokenChaptersAreLeftOutWithAWarning() throws Exception {
        for (byte[] broken : List.of(list(200, "one"), new byte[0], new byte[3])) {
            SourceLabels labels = labels(broken);
            assertThat(labels.chapters()).isEmpty();
            assertThat(labels.warnings()).extracting(Warning::code).containsExactly(Warning.Code.LABELS_LEFT_OUT);
        }
    }
}
