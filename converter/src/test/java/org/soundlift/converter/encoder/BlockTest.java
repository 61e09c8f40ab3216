package org.soundlift.converter.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class BlockTest {
    private static final int COUNT = 4;

    @Test
    void samplesAreSplitIntoChannelsScaledAndBounded() {
        float[] interleaved = {0.5f, Float.NaN, -1, Float.POSITIVE_INFINITY, 64, Float.NEGATIVE_INFINITY, 65, -65};
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment left = arena.allocate(2L * COUNT * Float.BYTES, Float.BYTES);
            MemorySegment right = arena.allocate(2L * COUNT * Float.BYTES, Float.BYTES);
            Block block = new Block(left, right);
            block.begin(1152);
            block.append(interleaved, COUNT, new float[COUNT]);
            block.append(interleaved, COUNT, new float[COUNT]);
            assertThat(block.end()).isEqualTo(1152 + 2 * COUNT);
            float most = 64 * 32_768;
            for (long from : new long[] {1152, 1152 + COUNT}) {
                assertThat(floats(block.left(from))).containsExactly(16_384, -32_768, most, most);
                assertThat(floats(block.right(from))).containsExactly(0, most, -most, -most);
            }
        }
    }

    private static float[] floats(MemorySegment samples) {
        return samples.asSlice(0, COUNT * Float.BYTES).toArray(ValueLayout.JAVA_FLOAT);
    }
}
