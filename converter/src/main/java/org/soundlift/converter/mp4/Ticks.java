package org.soundlift.converter.mp4;

import java.math.BigInteger;
import java.time.Duration;

/** Time in units of a time scale; exact for every 64-bit value. */
final class Ticks {
    private Ticks() {}

    static Duration toDuration(long ticks, long timescale) {
        long seconds = ticks / timescale;
        long nanos = (ticks % timescale) * 1_000_000_000L / timescale;
        return Duration.ofSeconds(seconds, nanos);
    }

    /** The same time in another scale, rounded to the nearest tick as FFmpeg does; as much as a long can hold. */
    static long rescale(long ticks, long from, long to) {
        BigInteger half = BigInteger.valueOf(from / 2);
        BigInteger result = BigInteger.valueOf(ticks)
                .multiply(BigInteger.valueOf(to))
                .add(half)
                .divide(BigInteger.valueOf(from));
        return result.bitLength() < Long.SIZE ? result.longValue() : Long.MAX_VALUE;
    }
}
