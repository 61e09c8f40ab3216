package org.soundlift.converter.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.soundlift.converter.encoder.TestSound;
import org.soundlift.converter.level.Measuring;
import org.soundlift.converter.mp3.EncoderSettings;
import org.soundlift.converter.mp3.RateControl;
import org.soundlift.core.options.Channels;
import org.soundlift.core.options.Form;

class PcmTest {
    private static float[] read(int channels, float... sound) throws Exception {
        EncoderSettings settings = new EncoderSettings(44_100, channels, RateControl.VARIABLE, 2, true);
        byte[] bytes = new byte[sound.length * Float.BYTES];
        assertThat(open(TestSound.wave(settings, sound)).read(bytes, 0, bytes.length))
                .isEqualTo(bytes.length);
        FloatBuffer floats =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] read = new float[sound.length];
        floats.get(read);
        return read;
    }

    private static Pcm open(InputStream wave) throws IOException {
        return Pcm.open(
                wave, Treatment.none(Channels.SOURCE), Form.SAMPLE_RATES, Measuring.LOUDNESS, Duration.ofHours(1));
    }

    @Test
    void whatIsNoNumberIsSilenceAndWhatIsLouderThanAnySoundIsBounded() throws Exception {
        assertThat(read(1, 0.5f, Float.NaN, -1, Float.POSITIVE_INFINITY, -0f, Float.NEGATIVE_INFINITY, 1e30f, -129))
                .containsExactly(0.5f, 0, -1, 128, -0f, -128, 128, -128);
    }

    /** In each place, since two are looked at together and the last may be alone. */
    @Test
    void eachSampleIsLookedAt() throws Exception {
        for (int count = 1; count < 6; count++) {
            for (int i = 0; i < count; i++) {
                float[] sound = new float[count];
                sound[i] = Float.NaN;
                assertThat(read(1, sound)).isEqualTo(new float[count]);
            }
        }
    }

    @Test
    void whatIsWithinBoundsStaysAsItIs() throws Exception {
        Random random = new Random(3);
        float[] sound = new float[1_000];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (random.nextFloat() - 0.5f) * (float) Math.pow(2, random.nextInt(-140, 8));
        }
        assertThat(read(2, sound)).isEqualTo(sound);
    }
}
