package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.mp4.Mp4Builder.box;
import static org.soundlift.mp4.Mp4Builder.fileType;
import static org.soundlift.mp4.Mp4Builder.ints;
import static org.soundlift.mp4.Mp4Builder.join;
import static org.soundlift.mp4.Mp4Builder.movie;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TwoTracksTest {
    private static final int LEFT = 1;
    private static final int RIGHT = 2;
    private static final int SAMPLES = 100;

    /** A track of one channel of 16-bit samples, with a channel description. */
    private static byte[] track(int id, int label, int offset) {
        Mp4Builder builder = new Mp4Builder();
        builder.codec = "sowt";
        builder.channels = 1;
        builder.bits = 16;
        builder.samples = SAMPLES;
        builder.delta = 1;
        builder.sampleBytes = 2;
        builder.codecBoxes = box("chan", ints(0, 0, 0, 1, label, 0, 0, 0, 0));
        return builder.track(id, offset);
    }

    private static byte[] lifted(int firstLabel, int secondLabel, byte[] first, byte[] second) throws Exception {
        int start = fileType().length + 8;
        byte[] tracks = join(track(1, firstLabel, start), track(2, secondLabel, start + first.length));
        byte[] file = join(fileType(), box("mdat", first, second), movie(tracks));
        AudioTrack audio = Mp4Reader.read(new MemoryRanges(file), Mp4Reader.Request.ofAll(Duration.ofHours(1)))
                .audio();
        assertThat(audio.heard().timeline().samples()).isEqualTo(SAMPLES);
        byte[] lifted = audio.file().open().readAllBytes();
        assertThat(audio.file().bytes()).isEqualTo(lifted.length);
        int at = new String(lifted, ISO_8859_1).lastIndexOf("mdat");
        return Arrays.copyOfRange(lifted, at + 12, lifted.length);
    }

    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[2 * SAMPLES];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] interleaved(byte[] left, byte[] right) {
        byte[] both = new byte[2 * left.length];
        for (int i = 0; i < left.length; i += 2) {
            System.arraycopy(left, i, both, 2 * i, 2);
            System.arraycopy(right, i, both, 2 * i + 2, 2);
        }
        return both;
    }

    @Test
    void leftAndRightAreOneSound() throws Exception {
        assertThat(lifted(LEFT, RIGHT, bytes(1), bytes(2))).isEqualTo(interleaved(bytes(1), bytes(2)));
        assertThat(lifted(RIGHT, LEFT, bytes(1), bytes(2)))
                .as("in whatever order they come")
                .isEqualTo(interleaved(bytes(2), bytes(1)));
    }

    @Test
    void tracksThatAreNoSidesStayApart() throws Exception {
        assertThat(lifted(LEFT, LEFT, bytes(1), bytes(2))).isEqualTo(bytes(1));
        assertThat(lifted(3, 4, bytes(1), bytes(2))).isEqualTo(bytes(1));
    }

    @Test
    void anyLengthIsReadWhole() throws Exception {
        byte[] left = new byte[30_000];
        byte[] right = new byte[30_000];
        new Random(3).nextBytes(left);
        new Random(4).nextBytes(right);
        byte[] both = new TwoTracks(new ByteArrayInputStream(left), new ByteArrayInputStream(right), 2).readAllBytes();
        assertThat(both).isEqualTo(interleaved(left, right));
    }
}
