package org.soundlift.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SizesTest {
    private static int[] fields(Sizes sizes, long limit) {
        ByteBuffer fields = sizes.fields(limit);
        int[] numbers = new int[fields.remaining() / Integer.BYTES];
        fields.asIntBuffer().get(numbers);
        return numbers;
    }

    /** Found by the fuzzer: what was lifted, lifted again, had another form. */
    @Test
    void sizesAreListedOnlyWhereThoseThatAreWrittenDiffer() throws Exception {
        Sizes sizes = new Sizes();
        sizes.add(2, 6);
        sizes.add(1, 7);
        assertThat(fields(sizes, 2)).containsExactly(6, 2);
        assertThat(fields(sizes, 3)).containsExactly(0, 3, 6, 6, 7);
    }
}
