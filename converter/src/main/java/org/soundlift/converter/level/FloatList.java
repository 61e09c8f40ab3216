package org.soundlift.converter.level;

import java.util.ArrayList;
import java.util.List;

/** Numbers without boxes, in pieces: growing copies none of them. */
final class FloatList {
    private static final int PIECE = 1 << 12;

    private final List<float[]> pieces = new ArrayList<>();
    private int count;

    void add(float number) {
        if (count % PIECE == 0) {
            pieces.add(new float[PIECE]);
        }
        pieces.get(count / PIECE)[count % PIECE] = number;
        count++;
    }

    int count() {
        return count;
    }

    float at(int index) {
        return pieces.get(index / PIECE)[index % PIECE];
    }
}
