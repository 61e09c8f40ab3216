package org.soundlift.converter.mp3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.soundlift.mp4.coded.Mp3Frame;

class XingTagWriterTest {
    /** 44.1 kHz, joint stereo, 128 kbit/s: 417 bytes. */
    private static final int HEADER = 0xFFFB_9064;

    private static final EncoderInfo LAME = new EncoderInfo("LAME3.100", RateControl.VARIABLE, 80, 0, 576);

    private static byte[] frame(int index) {
        return ByteBuffer.allocate(Mp3Frame.of(HEADER, index, false).bytes())
                .putInt(Mp3Frame.header(HEADER, index, false))
                .array();
    }

    @Test
    void checksumIsArc() {
        Crc16 crc = new Crc16();
        crc.update("123456789".getBytes(US_ASCII), 9);
        assertThat(crc.value()).isEqualTo(0xBB3D); // The check value that catalogues of CRCs give.
    }

    @Test
    void tellsWhatPlayersNeed() throws Exception {
        XingTagWriter writer = new XingTagWriter();
        for (int i = 0; i < 1000; i++) {
            writer.add(frame(i < 500 ? 1 : 14)); // The second half takes ten times as many bytes.
        }
        byte[] tag = writer.toBytes(LAME, 1000 * 1152 - 576 - 1000);
        assertThat(tag).hasSize(writer.length());
        ByteBuffer fields = ByteBuffer.wrap(tag);
        assertThat(new String(tag, 36, 4, US_ASCII)).isEqualTo("Xing");
        assertThat(fields.getInt(44)).isEqualTo(1000);
        int bytes = 500 * frame(1).length + 500 * frame(14).length + tag.length;
        assertThat(fields.getInt(48)).isEqualTo(bytes);
        assertThat(tag[52]).isLessThan((byte) 2);
        assertThat(tag[52 + 50] & 0xFF).isEqualTo((500 * frame(1).length + tag.length) * 256 / bytes);
        assertThat(tag[52 + 99] & 0xFF).isBetween(250, 255);
        assertThat(fields.getInt(52 + 100)).isEqualTo(80);
        XingTag read = XingTag.parse(
                        Mp3Frame.parse(fields.getInt(0)).orElseThrow(), Arrays.copyOfRange(tag, 4, tag.length))
                .orElseThrow();
        assertThat(read).isEqualTo(new XingTag("LAME3.100", 1000, 576, 1000));
    }

    @Test
    void seekTableOfLongStreamsStaysRight() {
        SeekPoints points = new SeekPoints();
        for (int i = 0; i < 100_000; i++) {
            points.add(417L * i);
        }
        for (int i = 0; i < 100_000; i += 997) {
            assertThat(points.at(i)).isBetween(417L * (i - 8), 417L * i);
        }
    }
}
