package org.soundlift.converter.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class BlockTest {
    @Test
    void samplesAreFoundByTheirPositionInTheWhole() {
        try (Arena arena = Arena.ofConfined()) {
            Block block = new Block(arena.allocate(12), 2);
            block.begin(1152);
            block.append(new byte[] {1, 2, 3, 4, 99}, 4);
            block.append(new byte[] {5, 6}, 2);
            assertThat(block.first()).isEqualTo(1152);
            assertThat(block.end()).isEqualTo(1155);
            byte[] copy = new byte[5];
            block.copyTo(copy, 1, 1153, 2);
            assertThat(copy).containsExactly(0, 3, 4, 5, 6);
        }
    }
}
