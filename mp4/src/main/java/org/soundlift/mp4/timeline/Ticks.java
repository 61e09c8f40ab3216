package org.soundlift.mp4.timeline;

import java.math.BigInteger;
import java.time.Duration;

/** Time in units of a time scale; exact for every 64-bit value. */
public final class Ticks {
    private Ticks() {}

    /** The time as a duration, cut to nanoseconds. */
    public static Duration toDuration(long ticks, long timescale) {
        long seconds = ticks / timescale;
        long nanos = (ticks % timescale) * 1_000_000_000L / timescale;
        return Duration.ofSeconds(seconds, nanos);
    }

    /**
     * The same time in another scale, rounded to the nearest tick; as much as a long can hold.
     *
     * @param from ticks a second, at least 1
     * @param to ticks a second
     */
    public static long rescale(long ticks, long from, long to) {
        if (from == to) {
            return ticks;
        }
        if (Math.abs(ticks) < 1L << 31 && to < 1L << 31) {
            return Math.floorDiv(ticks * to + from / 2, from);
        }
        BigInteger half = BigInteger.valueOf(from / 2);
        BigInteger[] result = BigInteger.valueOf(ticks)
                .multiply(BigInteger.valueOf(to))
                .add(half)
                .divideAndRemainder(BigInteger.valueOf(from));
        BigInteger floor = result[1].signum() < 0 ? result[0].subtract(BigInteger.ONE) : result[0];
        return floor.bitLength() < Long.SIZE ? floor.longValue() : floor.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
