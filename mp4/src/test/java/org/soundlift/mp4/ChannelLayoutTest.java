package org.soundlift.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.mp4.Mp4Builder.box;
import static org.soundlift.mp4.Mp4Builder.ints;
import static org.soundlift.mp4.coded.Speaker.FC;
import static org.soundlift.mp4.coded.Speaker.FL;
import static org.soundlift.mp4.coded.Speaker.FR;
import static org.soundlift.mp4.coded.Speaker.LFE;
import static org.soundlift.mp4.coded.Speaker.SL;
import static org.soundlift.mp4.coded.Speaker.SR;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.soundlift.mp4.coded.Speaker;

class ChannelLayoutTest {
    private static List<Speaker> layout(String codec, int channels, byte[] box) throws Exception {
        Mp4Builder builder = new Mp4Builder();
        builder.codec = codec;
        builder.channels = channels;
        builder.bits = 16;
        builder.delta = 1;
        builder.sampleBytes = 2 * channels;
        builder.codecBoxes = box;
        return Mp4Reader.read(new MemoryRanges(builder.file()), Mp4Reader.Request.ofAll(Duration.ofHours(1)))
                .audio()
                .layout();
    }

    private static byte[] chan(int tag, int bitmap, int... labels) {
        byte[] descriptions = {};
        for (int label : labels) {
            descriptions = Mp4Builder.join(descriptions, ints(label, 0, 0, 0, 0));
        }
        return box("chan", ints(0, tag, bitmap, labels.length), descriptions);
    }

    @Test
    void quickTimeTellsByTagByBitmapOrByLabels() throws Exception {
        assertThat(layout("sowt", 6, chan(124 << 16 | 6, 0))).containsExactly(FC, FL, FR, SL, SR, LFE);
        assertThat(layout("sowt", 3, chan(1 << 16, 7))).containsExactly(FL, FR, FC);
        assertThat(layout("sowt", 4, chan(0, 0, 3, 1, 2, 4))).containsExactly(FC, FL, FR, LFE);
    }

    @Test
    void isoTellsByConfigurationOrByPosition() throws Exception {
        byte[] config = box("pcmC", ints(0), new byte[] {1, 16});
        byte[] configured = box("chnl", ints(0), new byte[] {1, 6, 0, 0, 0, 0, 0, 0, 0, 0});
        assertThat(layout("ipcm", 6, Mp4Builder.join(config, configured))).containsExactly(FC, FL, FR, SL, SR, LFE);
        byte[] placed = box("chnl", ints(0), new byte[] {1, 0, 2, 0, 1});
        assertThat(layout("ipcm", 3, Mp4Builder.join(config, placed))).containsExactly(FC, FL, FR);
    }

    @Test
    void layoutThatDoesNotFitIsNone() throws Exception {
        assertThat(layout("sowt", 2, chan(124 << 16 | 6, 0))).isEmpty();
        assertThat(layout("sowt", 2, chan(147 << 16 | 2, 0))).isEmpty();
        assertThat(layout("sowt", 2, box("chan", ints(0)))).isEmpty();
        assertThat(layout("sowt", 2, new byte[0])).isEmpty();
    }
}
