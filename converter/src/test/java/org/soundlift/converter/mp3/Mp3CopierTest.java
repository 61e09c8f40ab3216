package org.soundlift.converter.mp3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.converter.encoder.TestSound;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.mp4.coded.Mp3Frame;

class Mp3CopierTest {
    private static final OptionalInt ANY = OptionalInt.empty();

    @TempDir
    Path folder;

    private byte[] frames = new byte[0];

    @BeforeEach
    void encode() throws IOException {
        EncoderSettings settings = new EncoderSettings(44_100, 2, RateControl.CONSTANT, 128, true);
        frames = SerialEncoder.encode(settings, TestSound.of(44_100, 2, 100_000));
    }

    private Path target() {
        return folder.resolve("out.mp3");
    }

    private boolean copy(byte[] source, OptionalInt kbitPerSecond, OptionalInt channels) throws IOException {
        return new Mp3Copier(kbitPerSecond, channels)
                .copy(new ByteArrayInputStream(source), target(), 1 << 20, () -> false);
    }

    private Mp3Stream measured() throws IOException {
        return Mp3Stream.scan(Files.newInputStream(target()));
    }

    @Test
    void putsATagBeforeTheSameBytes() throws Exception {
        assertThat(copy(frames, OptionalInt.of(128), OptionalInt.of(2))).isTrue();
        byte[] written = Files.readAllBytes(target());
        assertThat(Arrays.copyOfRange(written, written.length - frames.length, written.length))
                .isEqualTo(frames);
        assertThat(measured().samples()).isEqualTo(measured().frames() * 1152);
        assertThat(measured().encoder()).isEmpty();
        assertThat(new String(written, 36, 4, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("Info");
    }

    /** A device of Linux that is always full. */
    @Test
    void aFullDiskIsToldAsSuch() {
        assertThatThrownBy(() -> new Mp3Copier(ANY, ANY)
                        .copy(new ByteArrayInputStream(frames), Path.of("/dev/full"), 1 << 20, () -> false))
                .isInstanceOf(InsufficientStorageException.class);
    }

    @Test
    void leavesAnOldTagOut() throws Exception {
        assertThat(copy(frames, ANY, ANY)).isTrue();
        byte[] tagged = Files.readAllBytes(target());
        assertThat(copy(tagged, ANY, ANY)).isTrue();
        assertThat(Files.readAllBytes(target())).isEqualTo(tagged);
    }

    @Test
    void copiesNothingThatShouldBeOtherwise() throws Exception {
        assertThat(copy(frames, OptionalInt.of(192), ANY)).isFalse();
        assertThat(copy(frames, ANY, OptionalInt.of(1))).isFalse();
        assertThat(copy(new byte[0], ANY, ANY)).isFalse();
        assertThat(copy(Arrays.copyOf(frames, frames.length - 1), ANY, ANY)).isFalse();
        byte[] broken = frames.clone();
        broken[417] = 0; // Where the second frame begins.
        assertThat(copy(broken, ANY, ANY)).isFalse();
        ByteArrayOutputStream mixed = new ByteArrayOutputStream();
        mixed.writeBytes(frames);
        EncoderSettings mono = new EncoderSettings(44_100, 1, RateControl.CONSTANT, 128, true);
        mixed.writeBytes(SerialEncoder.encode(mono, TestSound.of(44_100, 1, 10_000)));
        assertThat(copy(mixed.toByteArray(), ANY, ANY)).isFalse();
    }

    @Test
    void givesUpWhereItShould() throws Exception {
        ByteArrayInputStream source = new ByteArrayInputStream(frames);
        assertThat(new Mp3Copier(ANY, ANY).copy(source, target(), 1 << 20, () -> true))
                .isFalse();
        source.reset();
        assertThat(new Mp3Copier(ANY, ANY).copy(source, target(), 1_000, () -> false))
                .isFalse();
    }

    /** An encoder's tag may have another bit rate than its frames. */
    @Test
    void anOldTagIsNoReasonToEncodeAnew() throws Exception {
        assertThat(copy(frames, OptionalInt.of(128), ANY)).isTrue();
        byte[] tagged = Files.readAllBytes(target());
        assertThat(Mp3Frame.parse(ByteBuffer.wrap(tagged).getInt())
                        .orElseThrow()
                        .bitrate())
                .isNotEqualTo(128);
        assertThat(copy(tagged, OptionalInt.of(128), ANY)).isTrue();
    }
}
