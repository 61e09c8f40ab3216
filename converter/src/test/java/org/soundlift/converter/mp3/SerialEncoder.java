package org.soundlift.converter.lame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.Stream;
import org.soundlift.converter.mp3.RateControl;

/** One LAME from beginning to end: what every other way has to come up to. */
public final class SerialLame {
    private SerialLame() {}

    public static Lame lame() {
        return Lame.find()
                .orElseThrow(() -> new AssertionError("these tests need libmp3lame, which 'make test' installs"));
    }

    /** Every way to encode sound of a rate. */
    public static Stream<LameSettings> settings(int sampleRate, int channels) {
        Stream<LameSettings> variable = Stream.of(0, 2, 4, 6, 9)
                .map(q -> new LameSettings(sampleRate, channels, RateControl.VARIABLE, q, true));
        Stream<LameSettings> constant = Stream.of(64, 128, 192, 320)
                .map(kbit -> new LameSettings(sampleRate, channels, RateControl.CONSTANT, kbit, true));
        Stream<LameSettings> others = Stream.of(
                new LameSettings(sampleRate, channels, RateControl.AVERAGE, 100, true),
                new LameSettings(sampleRate, channels, RateControl.VARIABLE, 3, false),
                new LameSettings(sampleRate, channels, RateControl.CONSTANT, 128, false));
        return Stream.of(variable, constant, others).flatMap(s -> s);
    }

    /** The whole stream, without tag. */
    public static byte[] encode(LameSettings settings, float[] interleaved) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        int channels = settings.channels();
        int samples = interleaved.length / channels;
        try (Arena arena = Arena.ofConfined();
                LameEncoder encoder = new LameEncoder(lame(), settings)) {
            MemorySegment left = arena.allocate(ValueLayout.JAVA_FLOAT, LameEncoder.MAX_SAMPLES);
            MemorySegment right = arena.allocate(ValueLayout.JAVA_FLOAT, LameEncoder.MAX_SAMPLES);
            for (int at = 0; at < samples; at += LameEncoder.MAX_SAMPLES) {
                int count = Math.min(samples - at, LameEncoder.MAX_SAMPLES);
                for (int i = 0; i < count; i++) {
                    left.setAtIndex(ValueLayout.JAVA_FLOAT, i, interleaved[(at + i) * channels] * 32_768);
                    right.setAtIndex(
                            ValueLayout.JAVA_FLOAT, i, interleaved[(at + i) * channels + channels - 1] * 32_768);
                }
                stream.write(encoder.encode(left, right, count));
            }
            stream.write(encoder.flush());
        }
        return stream.toByteArray();
    }
}
