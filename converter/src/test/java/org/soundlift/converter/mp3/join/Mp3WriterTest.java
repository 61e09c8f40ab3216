package org.soundlift.converter.mp3.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.soundlift.converter.encoder.TestSound;
import org.soundlift.converter.mp3.EncoderSettings;
import org.soundlift.converter.mp3.Mp3FormatException;
import org.soundlift.converter.mp3.RateControl;
import org.soundlift.converter.mp3.SerialEncoder;
import org.soundlift.core.options.Form;
import org.soundlift.mp4.coded.Mp3Frame;

/** The stream of one encoder, taken apart and put together again, has the same bytes: our books are LAME's. */
class Mp3WriterTest {
    private static final EncoderSettings VARIABLE = new EncoderSettings(44_100, 2, RateControl.VARIABLE, 2, true);

    static Stream<EncoderSettings> allSettings() {
        return Form.SAMPLE_RATES.stream()
                .flatMap(rate -> Stream.of(1, 2).flatMap(channels -> SerialEncoder.settings(rate, channels)));
    }

    @ParameterizedTest
    @MethodSource("allSettings")
    void writesTheBytesThatWereRead(EncoderSettings settings) throws IOException {
        byte[] stream = encode(settings, 9 * settings.sampleRate());
        assertThat(write(settings, read(settings, stream, stream.length))).isEqualTo(stream);
    }

    @Test
    void takesBytesInAnyPortions() throws IOException {
        byte[] stream = encode(VARIABLE, 100_000);
        assertThat(write(VARIABLE, read(VARIABLE, stream, 1))).isEqualTo(stream);
    }

    @Test
    void continuesWithFramesOfAnotherEncoder() throws IOException {
        byte[] stream = encode(VARIABLE, 200_000);
        List<AudioFrame> frames = read(VARIABLE, stream, stream.length);
        List<AudioFrame> joined = new ArrayList<>(frames.subList(20, 60));
        joined.addAll(frames.subList(100, 140));
        byte[] written = write(VARIABLE, joined);
        List<AudioFrame> again = read(VARIABLE, written, written.length);
        assertThat(again).hasSameSizeAs(joined);
        for (int i = 0; i < joined.size(); i++) {
            assertThat(again.get(i).sameSound(joined.get(i))).isTrue();
        }
    }

    @Test
    void constantFramesThatFindNoRoomGetMore() throws IOException {
        EncoderSettings constant = new EncoderSettings(44_100, 2, RateControl.CONSTANT, 64, true);
        List<AudioFrame> frames = read(constant, encode(constant, 400_000), Integer.MAX_VALUE);
        AudioFrame largest = frames.stream()
                .max((a, b) -> Integer.compare(a.mainBits(), b.mainBits()))
                .orElseThrow();
        assertThat(largest.mainBits())
                .isGreaterThan(Mp3Frame.parse(largest.header()).orElseThrow().mainCapacityBits());
        byte[] written = write(constant, List.of(largest, largest, largest));
        List<AudioFrame> again = read(constant, written, written.length);
        assertThat(again).hasSize(3).allMatch(frame -> frame.sameSound(largest));
        assertThat(Mp3Frame.bitrateIndex(again.getFirst().header()))
                .isGreaterThan(Mp3Frame.bitrateIndex(largest.header()));
    }

    @Test
    void refusesWhatIsNoStream() throws IOException {
        byte[] stream = encode(VARIABLE, 100_000);
        assertThatThrownBy(() -> read(VARIABLE, new byte[1000], 1000)).isInstanceOf(Mp3FormatException.class);
        byte[] secondHalf = Arrays.copyOfRange(
                stream,
                Mp3Frame.parse(ByteBuffer.wrap(stream).getInt()).orElseThrow().bytes(),
                stream.length);
        assertThatThrownBy(() -> read(VARIABLE, secondHalf, secondHalf.length)).isInstanceOf(Mp3FormatException.class);
    }

    private static byte[] encode(EncoderSettings settings, int samples) throws IOException {
        return SerialEncoder.encode(settings, TestSound.of(settings.sampleRate(), settings.channels(), samples));
    }

    private static List<AudioFrame> read(EncoderSettings settings, byte[] stream, int portion) throws IOException {
        List<AudioFrame> frames = new ArrayList<>();
        FrameParser parser = new FrameParser(settings.control(), settings.useReservoir(), frames::add);
        for (int at = 0; at < stream.length; at += Math.min(portion, stream.length - at)) {
            int end = Math.min(portion, stream.length - at) + at;
            byte[] next = Arrays.copyOfRange(stream, at, end);
            parser.accept(next, next.length);
        }
        return frames;
    }

    private static byte[] write(EncoderSettings settings, List<AudioFrame> frames) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Mp3Writer writer = new Mp3Writer(out::write, settings.control(), settings.useReservoir());
        for (AudioFrame frame : frames) {
            writer.write(frame);
        }
        writer.finish();
        return out.toByteArray();
    }
}
