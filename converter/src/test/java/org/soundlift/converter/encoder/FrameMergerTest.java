package org.soundlift.converter.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.soundlift.converter.mp3.EncoderSettings;
import org.soundlift.converter.mp3.RateControl;
import org.soundlift.converter.mp3.SerialEncoder;
import org.soundlift.converter.mp3.join.AudioFrame;
import org.soundlift.converter.mp3.join.FrameParser;
import org.soundlift.converter.mp3.join.Mp3Writer;

/** Which frames of two encoders may follow each other. */
class FrameMergerTest {
    private static final EncoderSettings V2 = new EncoderSettings(44_100, 2, RateControl.VARIABLE, 2, true);
    private static final EncoderSettings CBR = new EncoderSettings(44_100, 2, RateControl.CONSTANT, 128, true);
    private static final int FRAMES = 60;
    private static final int SAMPLES = FRAMES * 1152;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final float[] sound = TestSound.of(44_100, 2, SAMPLES);
    /** Of something else. */
    private final float[] other = TestSound.of(48_000, 2, SAMPLES);

    private FrameMerger merger(EncoderSettings settings) {
        Mp3Writer writer = new Mp3Writer(written::writeBytes, settings.control(), true);
        return new FrameMerger(writer, settings.control(), frames -> {});
    }

    private static List<AudioFrame> frames(EncoderSettings settings, float[] sound) throws IOException {
        List<AudioFrame> frames = new ArrayList<>();
        byte[] stream = SerialEncoder.encode(settings, sound);
        new FrameParser(settings.control(), true, frames::add).accept(stream, stream.length);
        return frames;
    }

    @Test
    void frameThatTwoEncodersMadeDifferentlyIsNoJoin() throws Exception {
        AudioFrame ours = frames(V2, sound).get(30);
        AudioFrame theirs = frames(V2, other).get(30);
        FrameMerger nextIsFirst = merger(V2);
        nextIsFirst.join(30, theirs);
        assertThatThrownBy(() -> nextIsFirst.addLast(30, ours, false)).isInstanceOf(UnlikeJoinException.class);
        FrameMerger nextIsLast = merger(V2); // While frames of a third, before both, are still to come.
        assertThat(nextIsLast.addLast(30, ours, true)).isFalse();
        assertThatThrownBy(() -> nextIsLast.join(30, theirs)).isInstanceOf(UnlikeJoinException.class);
        FrameMerger canGoOn = merger(V2);
        canGoOn.join(30, theirs);
        assertThat(canGoOn.addLast(30, ours, true)).isTrue();
        assertThatThrownBy(() -> canGoOn.endBeyond(31, false)).isInstanceOf(UnlikeJoinException.class);
    }

    @Test
    void frameThatTwoEncodersMadeAlikeIsAJoin() throws Exception {
        List<AudioFrame> frames = frames(V2, sound);
        FrameMerger merger = merger(V2);
        merger.join(29, frames.get(29));
        for (int number = frames.size() - 1; number >= 0; number--) { // In whatever order.
            if (number == 29) {
                assertThat(merger.addLast(number, frames.get(number), true)).isFalse();
            } else {
                merger.add(number, frames.get(number));
            }
        }
        merger.requireWhole(SAMPLES, 1152);
    }

    /** At a constant rate, a frame gets what is left; an encoder that has just begun has less. */
    @Test
    void frameThatWasMadeWithOtherBitsIsRefused() throws Exception {
        List<AudioFrame> before = frames(CBR, sound);
        List<AudioFrame> next = frames(CBR, Arrays.copyOfRange(sound, 49 * 1152 * 2, sound.length));
        FrameMerger merger = merger(CBR);
        for (int number = 0; number < 49; number++) {
            merger.add(number, before.get(number));
        }
        assertThatThrownBy(() -> merger.add(49, next.getFirst())).isInstanceOf(UnlikeJoinException.class);
    }
}
