package org.soundlift.converter.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.soundlift.core.options.Channels;
import org.soundlift.mp4.timeline.Playback;
import org.soundlift.mp4.timeline.Playback.Step;
import org.soundlift.mp4.timeline.Playback.Step.Pause;
import org.soundlift.mp4.timeline.Playback.Step.Rest;
import org.soundlift.mp4.timeline.Playback.Step.Skip;
import org.soundlift.mp4.timeline.Playback.Step.Take;

class PresentedSoundTest {
    private static final int RATE = 8_000;

    /** Samples 1, 2, 3 and so on, through the steps. */
    private static float[] heard(int decoded, long rate, Step... steps) throws Exception {
        ByteBuffer samples = ByteBuffer.allocate(decoded * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i <= decoded; i++) {
            samples.putFloat(i);
        }
        ByteArrayInputStream in = new ByteArrayInputStream(samples.array());
        PresentedSound sound = new PresentedSound(
                in,
                new Wave(RATE, 1, 4),
                Mix.of(1, 4, List.of(), Channels.SOURCE),
                new Playback(rate, List.of(), List.of(steps)));
        byte[] bytes = sound.readAllBytes();
        assertThat(in.available()).as("all is read, or the decoder would fail").isZero();
        float[] heard = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(heard);
        return heard;
    }

    @Test
    void stepsAreCarriedOut() throws Exception {
        assertThat(heard(10, RATE, new Skip(2), new Take(3), new Pause(2), new Skip(1), new Take(1)))
                .containsExactly(3, 4, 5, 0, 0, 7);
    }

    @Test
    void decoderThatOwesSamplesIsMadeUpForBySilence() throws Exception {
        assertThat(heard(3, RATE, new Take(5), new Pause(1), new Take(2))).containsExactly(1, 2, 3, 0, 0, 0, 0, 0);
        assertThat(heard(3, RATE, new Skip(5), new Take(2))).containsExactly(0, 0);
    }

    @Test
    void restIsAllThatComes() throws Exception {
        assertThat(heard(5, RATE, new Skip(1), new Rest(2))).containsExactly(2, 3, 4, 5);
        assertThat(heard(1, RATE, new Rest(9))).containsExactly(1);
    }

    /** As spectral band replication doubles the rate that the tables tell. */
    @Test
    void stepsAreMeantAtTheirOwnRate() throws Exception {
        assertThat(heard(8, RATE / 2, new Skip(1), new Take(2), new Pause(1))).containsExactly(3, 4, 5, 6, 0, 0);
    }

    @Test
    void longPartsAreTakenWhole() throws Exception {
        float[] heard = heard(10_000, RATE, new Take(9_000), new Pause(5_000));
        assertThat(heard).hasSize(14_000);
        assertThat(heard[8_999]).isEqualTo(9_000);
        assertThat(Arrays.copyOfRange(heard, 9_000, 14_000)).containsOnly(0);
    }
}
