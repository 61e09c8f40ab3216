package org.soundlift.converter.level;

import java.util.Arrays;

/** Numbers without boxes. */
final class FloatList {
    private float[] numbers = new float[1 << 10];
    private int count;

    void add(float number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = number;
    }

    int count() {
        return count;
    }

    float at(int index) {
        return numbers[index];
    }
}
