package org.soundlift.core.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverTest {
    static byte[] png(int width, int height) {
        return ByteBuffer.allocate(100)
                .putLong(0x8950_4E47_0D0A_1A0AL)
                .putInt(13)
                .putInt(0x4948_4452)
                .putInt(width)
                .putInt(height)
                .array();
    }

    /** An application segment, and the header of a frame. */
    private static byte[] jpeg(int width, int height) {
        return ByteBuffer.allocate(100)
                .putShort((short) 0xFFD8)
                .putShort((short) 0xFFE0)
                .putShort((short) 16)
                .put(new byte[14])
                .putShort((short) 0xFFC2)
                .putShort((short) 17)
                .put((byte) 8)
                .putShort((short) height)
                .putShort((short) width)
                .array();
    }

    @Test
    void picturesAreToldApart() throws Exception {
        assertThat(Cover.of(png(4_000, 4_000)).mediaType()).isEqualTo("image/png");
        assertThat(Cover.of(jpeg(640, 480)).mediaType()).isEqualTo("image/jpeg");
        assertThat(Cover.of(png(1, 1)).bytes().remaining()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"60000, 60000", "-1, 5", "0, 10", "4001, 4000"})
    void hugePicturesAreRefusedUnread(int width, int height) {
        assertThatThrownBy(() -> Cover.of(png(width, height))).isInstanceOf(UnusableLabelException.class);
    }

    @Test
    void hugeJpegIsRefused() {
        assertThatThrownBy(() -> Cover.of(jpeg(60_000, 60_000))).hasMessageContaining("60000 × 60000 pixels");
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertThatThrownBy(() -> Cover.of(new byte[0])).hasMessageContaining("no JPEG or PNG");
        assertThatThrownBy(() -> Cover.of(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 0}))
                .hasMessageContaining("no JPEG or PNG");
        assertThatThrownBy(() -> Cover.of(new byte[Cover.MOST_BYTES + 1])).hasMessageContaining("bytes");
    }
}
