package org.soundlift.converter.lift;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.soundlift.core.options.TagField;
import org.soundlift.mp4.coded.Coding;
import org.soundlift.mp4.coded.Speaker;
import org.soundlift.mp4.label.ResultLabels;

/** {@link WaveFile}: sizes, speakers and texts around samples. */
class WaveFileTest {
    private static final int RIFF_HEADER = 8;

    private static ByteBuffer head(WaveFile file, long dataBytes, ByteBuffer tail) {
        return file.head(dataBytes, tail).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String name(ByteBuffer buffer, int at) {
        byte[] name = new byte[4];
        buffer.get(at, name);
        return new String(name, ISO_8859_1);
    }

    @Test
    void smallFileIsRiff() {
        WaveFile file = new WaveFile(Coding.Uncompressed.OF_16_BITS, 44_100, 2, List.of());
        ByteBuffer tail = file.tail(
                401, new ResultLabels(Map.of(TagField.TITLE, "T"), Optional.empty(), List.of()), new byte[] {1, 2, 3});
        ByteBuffer head = head(file, 401, tail);
        assertThat(name(head, 0)).isEqualTo("RIFF");
        assertThat(head.limit()).as("the usual 44 bytes").isEqualTo(44);
        assertThat(head.getInt(4)).as("everything behind").isEqualTo(head.limit() - RIFF_HEADER + 401 + tail.limit());
        assertThat(head.getShort(20)).isOne();
        assertThat(head.getInt(40)).isEqualTo(401);
        assertThat(tail.get(0)).as("padding of an odd number of bytes").isZero();
        assertThat(name(tail, 1)).isEqualTo("LIST");
        assertThat(tail.limit() % 2).isOne();
    }

    @Test
    void largeFileIsRf64() {
        WaveFile file = new WaveFile(Coding.Uncompressed.OF_16_BITS, 48_000, 2, List.of());
        long bytes = 5L << 30;
        ByteBuffer head = head(file, bytes, ByteBuffer.allocate(0));
        assertThat(name(head, 0)).isEqualTo("RF64");
        assertThat(head.getInt(4)).isEqualTo(-1);
        assertThat(name(head, 12)).isEqualTo("ds64");
        assertThat(head.getLong(20)).isEqualTo(head.limit() - RIFF_HEADER + bytes);
        assertThat(head.getLong(28)).isEqualTo(bytes);
        assertThat(head.getLong(36)).as("samples").isEqualTo(bytes / 4);
    }

    @Test
    void speakersAreToldWhereTheyAreInOrder() {
        Coding.Uncompressed pcm = new Coding.Uncompressed(24, Coding.Scale.LINEAR, false, true);
        WaveFile inOrder = new WaveFile(pcm, 48_000, 3, List.of(Speaker.FL, Speaker.FR, Speaker.LFE));
        assertThat(head(inOrder, 9, ByteBuffer.allocate(0)).getInt(40)).isEqualTo(0b1011);
        WaveFile mixed = new WaveFile(pcm, 48_000, 3, List.of(Speaker.FC, Speaker.FL, Speaker.FR));
        assertThat(head(mixed, 9, ByteBuffer.allocate(0)).getInt(40)).isZero();
    }
}
