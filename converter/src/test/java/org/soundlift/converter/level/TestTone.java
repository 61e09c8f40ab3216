package org.soundlift.converter.level;

/** Tones of two equal channels. */
final class TestTone {
    static final int RATE = 48_000;

    private TestTone() {}

    /** A tone of 1 kHz. */
    static float[] of(double dbfs, double seconds) {
        return of(1_000, Math.pow(10, dbfs / 20), 0, seconds);
    }

    static float[] of(double hertz, double amplitude, double phase, double seconds) {
        int samples = (int) Math.round(seconds * RATE);
        float[] tone = new float[2 * samples];
        for (int i = 0; i < samples; i++) {
            tone[2 * i] = (float) (amplitude * Math.sin(phase + 2 * Math.PI * hertz * i / RATE));
            tone[2 * i + 1] = tone[2 * i];
        }
        return tone;
    }
}
