package org.soundlift.converter.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.soundlift.converter.mp3.EncoderSettings;
import org.soundlift.converter.mp3.RateControl;

class ChunkPlanTest {
    private static final EncoderSettings V2 = new EncoderSettings(44_100, 2, RateControl.VARIABLE, 2, true);

    @Test
    void plansByLengthAndCores() {
        assertThat(ChunkPlan.of(V2, OptionalLong.of(39), 8).lanes()).isEqualTo(1);
        assertThat(ChunkPlan.of(V2, OptionalLong.of(7200), 1).lanes()).isEqualTo(1);
        EncoderSettings low = new EncoderSettings(24_000, 2, RateControl.VARIABLE, 0, true);
        assertThat(ChunkPlan.of(low, OptionalLong.of(7200), 8).lanes()).isEqualTo(1);
        ChunkPlan hour = ChunkPlan.of(V2, OptionalLong.of(3600), 2);
        long blocks = hour.soundBlocks().orElseThrow();
        long begin = 0;
        int chunks = 0;
        for (long size = hour.chunkBlocks(0); begin < blocks; size = Math.min(size, hour.chunkBlocks(begin))) {
            assertThat(hour.chunkBlocks(begin)).isBetween(12 * hour.prerollBlocks(), size); // Never longer than before.
            begin += hour.chunkBlocks(begin);
            chunks++;
        }
        assertThat(chunks * hour.prerollBlocks() * 100 / blocks).isLessThanOrEqualTo(4);
        ChunkPlan minutes = ChunkPlan.of(V2, OptionalLong.of(240), 2);
        assertThat(2 * minutes.chunkBlocks(0))
                .isBetween(
                        minutes.soundBlocks().orElseThrow(),
                        minutes.soundBlocks().orElseThrow() + 1);
        ChunkPlan many = ChunkPlan.of(V2, OptionalLong.of(7200), 64);
        assertThat(many.chunkBlocks()).isGreaterThanOrEqualTo(7 * many.prerollBlocks());
    }
}
