package org.soundlift.converter.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.soundlift.core.options.Channels;
import org.soundlift.mp4.coded.Speaker;

class MixTest {
    private static final Offset<Float> ROUNDING = within(1e-6f);
    private static final Channels AS_IT_IS = Channels.SOURCE;
    private static final Channels MONO = Channels.MONO;

    private static float[] mix(Mix mix, float... sample) {
        float[] mixed = new float[mix.written()];
        mix.apply(sample, mixed, 1);
        return mixed;
    }

    @Test
    void oneAndTwoChannelsStayAsTheyAre() {
        assertThat(Mix.of(1, 4, List.of(), AS_IT_IS).isNone()).isTrue();
        assertThat(Mix.of(2, 3, List.of(), AS_IT_IS).isNone()).isTrue();
        assertThat(Mix.of(2, 0, List.of(), AS_IT_IS).isNone()).isTrue();
        assertThat(Mix.of(1, 4, List.of(), MONO).isNone()).isTrue();
    }

    @Test
    void monoIsTheMeanOfLeftAndRight() {
        assertThat(mix(Mix.of(2, 3, List.of(), MONO), 0.5f, -0.1f)).containsExactly(new float[] {0.2f}, ROUNDING);
        assertThat(mix(Mix.of(1, 4, List.of(), Channels.STEREO), 0.5f)).containsExactly(0.5f, 0.5f);
    }

    /** FL FR FC LFE BL BR. */
    @Test
    void surroundIsMixedByBs775() {
        Mix mix = Mix.of(6, 0x3F, List.of(), AS_IT_IS);
        float sum = 1 + 2 * 0.7071068f;
        assertThat(mix(mix, 1, 0, 0, 0, 0, 0)).containsExactly(new float[] {1 / sum, 0}, ROUNDING);
        assertThat(mix(mix, 0, 0, 1, 0, 0, 0))
                .containsExactly(new float[] {0.7071068f / sum, 0.7071068f / sum}, ROUNDING);
        assertThat(mix(mix, 0, 0, 0, 1, 0, 0)).containsExactly(0, 0);
        assertThat(mix(mix, 0, 0, 0, 0, 0, 1)).containsExactly(new float[] {0, 0.7071068f / sum}, ROUNDING);
    }

    @ParameterizedTest(name = "{0} channels, mask {1}")
    @CsvSource({"3, 11", "3, 7", "4, 51", "5, 1543", "6, 63", "8, 1599", "10, 0", "6, 0", "2, 12", "4, 263"})
    void fullScaleInAllChannelsIsFullScale(int channels, long mask) {
        float[] loud = new float[channels];
        java.util.Arrays.fill(loud, 1);
        assertThat(mix(Mix.of(channels, mask, List.of(), AS_IT_IS), loud))
                .containsExactly(new float[] {1, 1}, ROUNDING);
        assertThat(mix(Mix.of(channels, mask, List.of(), MONO), loud)).containsExactly(new float[] {1}, ROUNDING);
    }

    /** As QuickTime may store it: C L R Ls Rs LFE. */
    @Test
    void orderOfTheFileCounts() {
        List<Speaker> layout = List.of(Speaker.FC, Speaker.FL, Speaker.FR, Speaker.SL, Speaker.SR, Speaker.LFE);
        Mix mix = Mix.of(6, 0x3F, layout, AS_IT_IS);
        float sum = 1 + 2 * 0.7071068f;
        assertThat(mix(mix, 0, 1, 0, 0, 0, 0)).containsExactly(new float[] {1 / sum, 0}, ROUNDING);
        assertThat(mix(mix, 0, 0, 0, 0, 0, 1)).containsExactly(0, 0);
    }

    @Test
    void channelsFromNowhereAreAllHeard() {
        float[] last = new float[10];
        last[9] = 1;
        assertThat(mix(Mix.of(10, 0, List.of(), AS_IT_IS), last)).containsExactly(new float[] {0.1f, 0.1f}, ROUNDING);
    }

    @Test
    void filterForChannelsThatChangeHasTheSameParts() {
        assertThat(Mix.filter())
                .startsWith("pan=stereo|FL<1.00000000*FL+0.70710678*FC+0.70710678*BL")
                .contains("|FR<1.00000000*FR+0.70710678*FC+0.70710678*BR")
                .doesNotContain("LFE");
    }
}
