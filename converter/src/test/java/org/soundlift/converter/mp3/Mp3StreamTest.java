package org.soundlift.converter.mp3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.soundlift.mp4.coded.Mp3Frame;

class Mp3StreamTest {
    /** MPEG-1 Layer III, 128 kbit/s, 44.1 kHz, joint stereo: 417 bytes. */
    private static final int HEADER = 0xFFFB9064;

    private static byte[] frame() {
        return ByteBuffer.allocate(417).putInt(HEADER).array();
    }

    private static byte[] tag(int frames, int delay, int padding) {
        ByteBuffer tag = ByteBuffer.allocate(417).putInt(HEADER);
        tag.position(36);
        tag.put("Xing".getBytes(StandardCharsets.US_ASCII)).putInt(15).putInt(frames);
        tag.position(tag.position() + 4 + 100 + 4 + 21);
        int both = delay << 12 | padding;
        tag.put((byte) (both >> 16)).put((byte) (both >> 8)).put((byte) both);
        return tag.array();
    }

    private static Mp3Stream scan(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return Mp3Stream.scan(new ByteArrayInputStream(all.toByteArray()));
    }

    @Test
    void countsFramesAndTrims() throws Exception {
        Mp3Stream stream = scan(tag(3, 576, 1_000), frame(), frame(), frame());
        assertThat(stream).isEqualTo(new Mp3Stream(3, 3 * 1_152 - 1_576, 44_100, 2, 3 * 417, ""));
        assertThat(stream.bitrate()).isBetween(127_000, 128_000);
    }

    @Test
    void stepsOverId3() throws Exception {
        byte[] id3 = new Id3Tag().text("TIT2", Optional.of("x".repeat(2_000))).toBytes();
        assertThat(id3.length).isEqualTo(10 + 10 + 1 + 2 + 2 * 1_000);
        assertThat(scan(id3, frame()).frames()).isOne();
    }

    @Test
    void believesNoTagThatLies() {
        assertThatThrownBy(() -> scan(tag(5, 0, 0), frame())).isInstanceOf(Mp3FormatException.class);
    }

    @Test
    void refusesWhatIsNoMp3() {
        assertThatThrownBy(() -> scan()).isInstanceOf(Mp3FormatException.class);
        assertThatThrownBy(() -> scan(new byte[100])).isInstanceOf(Mp3FormatException.class);
        assertThatThrownBy(() -> scan(frame(), Arrays.copyOf(frame(), 100))).isInstanceOf(Mp3FormatException.class);
        assertThatThrownBy(() -> scan(frame(), new byte[4])).isInstanceOf(Mp3FormatException.class);
    }

    @Test
    void id3TextIsCleaned() {
        byte[] id3 = new Id3Tag()
                .text("TIT2", Optional.of(" a\r\nBcc: x\0\uFFFD "))
                .text("TPE1", Optional.of("\n"))
                .toBytes();
        String text = new String(id3, 21, id3.length - 21, StandardCharsets.UTF_16);
        assertThat(text).isEqualTo("a  Bcc: x");
        assertThat(new Id3Tag().text("TIT2", Optional.empty()).toBytes()).isEmpty();
    }

    @Test
    void knowsAllRates() {
        assertThat(Mp3Frame.parse(0xFFF39064).orElseThrow().sampleRate()).isEqualTo(22_050);
        assertThat(Mp3Frame.parse(0xFFE390C4).orElseThrow())
                .isEqualTo(new Mp3Frame(false, 80, 11_025, 1, 72_000 * 80 / 11_025));
        assertThat(Mp3Frame.parse(0xFFFB0064)).isEmpty();
        assertThat(Mp3Frame.parse(0xFFFDA064)).isEmpty();
    }
}
