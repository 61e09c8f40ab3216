package org.soundlift.converter.level;

import java.util.Arrays;

/**
 * Keeps true peaks at or below a ceiling. Its gain goes down before a peak comes, in {@link #ATTACK_SECONDS}, and comes back after it
 * slowly, so that neither is heard as a distortion. What comes out is as long as what goes in, and lies at the same place.
 */
public final class Limiter {
    private static final double ATTACK_SECONDS = 0.005;
    private static final double RELEASE_SECONDS = 0.1;
    private static final double NEARLY_ALL = 0.999;

    private final int channels;
    private final Limiting limiting;
    private final float ceiling;
    private final int window;
    private final double release;
    private final TruePeak[] truePeaks;
    private final float[] channel;
    private final float[] peaks;
    /** Samples that wait for their gain, interleaved, and the gains that each of them needs. */
    private float[] waiting;

    private float[] needed;
    private int waitingSamples;
    private int knownGains;
    private int limitedSamples;
    /** The first peaks that come are those of silence before the sound. */
    private int beforeSound = TruePeak.LAG;
    /** The smallest gain of a window: places in {@link #needed}, whose gains grow. */
    private final int[] lowest;

    private int lowestFirst;
    private int lowestCount;
    private boolean isAtBeginning = true;
    private double held = 1;
    /** The last gains that were held, and their sum. */
    private final double[] recent;

    private int recentAt;
    private double recentSum;

    /**
     * A limiter for one sound.
     *
     * @param ceiling 1 is full scale
     * @param most samples at a time
     */
    public Limiter(int sampleRate, int channels, double ceiling, int most) {
        this.channels = channels;
        this.limiting = new Limiting(sampleRate);
        this.ceiling = (float) ceiling;
        this.window = Math.max(1, (int) (ATTACK_SECONDS * sampleRate));
        this.release = release(sampleRate);
        this.truePeaks = new TruePeak[channels];
        Arrays.setAll(truePeaks, _ -> new TruePeak(most));
        this.channel = new float[most];
        this.peaks = new float[most];
        int room = most + 2 * window + TruePeak.LAG + 1;
        this.waiting = new float[room * channels];
        this.needed = new float[room];
        this.lowest = new int[room];
        this.recent = new double[window + 1];
        Arrays.fill(recent, 1);
        this.recentSum = recent.length;
    }

    /** Returns the part of the way back to the full gain that is gone in one step. */
    static double release(double stepsPerSecond) {
        return 1 - Math.exp(-1 / (RELEASE_SECONDS * stepsPerSecond));
    }

    /** Returns the gains of all samples that were given so far. */
    public Limiting limiting() {
        return limiting;
    }

    /** Returns the number of samples by which what comes out lags behind what goes in. */
    public int lag() {
        return window + TruePeak.LAG;
    }

    /**
     * Takes samples, and gives those that are ready.
     *
     * @param from interleaved
     * @param to interleaved; may be {@code from}
     * @return the number of samples in {@code to}: {@code count} less those that begin to wait
     */
    public int apply(float[] from, int count, float[] to) {
        Arrays.fill(peaks, 0, count, 0);
        for (int c = 0; c < channels; c++) {
            for (int i = 0, at = c; i < count; i++, at += channels) {
                channel[i] = from[at];
            }
            truePeaks[c].each(channel, count, peaks, ceiling);
        }
        System.arraycopy(from, 0, waiting, waitingSamples * channels, count * channels);
        waitingSamples += count;
        int first = Math.min(count, beforeSound);
        beforeSound -= first;
        for (int i = first; i < count; i++) {
            boolean isLimited = peaks[i] > ceiling;
            needed[knownGains++] = isLimited ? ceiling / peaks[i] : 1;
            limitedSamples += isLimited ? 1 : 0;
        }
        return give(to);
    }

    private int give(float[] to) {
        int ready = Math.max(0, knownGains - window);
        if (isIdle()) {
            System.arraycopy(waiting, 0, to, 0, ready * channels);
            limiting.skip(ready);
            drop(ready);
            return ready;
        }
        for (int i = 0, at = 0; i < ready; i++) {
            float gain = (float) gainAt(i);
            limiting.add(gain, needed[i] < 1 ? gain * ceiling / needed[i] : 0);
            for (int next = at + channels; at < next; at++) {
                to[at] = waiting[at] * gain;
            }
        }
        drop(ready);
        return ready;
    }

    /** Returns whether nothing that waits needs less than the full gain, and the gain has come back to it. */
    private boolean isIdle() {
        if (limitedSamples > 0 || held < NEARLY_ALL) {
            return false;
        }
        held = 1;
        isAtBeginning = false;
        Arrays.fill(recent, 1);
        recentSum = recent.length;
        lowestCount = 0;
        return true;
    }

    /** Returns the gain of a sample: the mean of what was held on the way to it. */
    private double gainAt(int place) {
        double smallest = smallestFrom(place);
        if (isAtBeginning) { // Sound may begin with a peak, and silence before it is not heard.
            isAtBeginning = false;
            held = smallest;
            Arrays.fill(recent, smallest);
            recentSum = smallest * recent.length;
        }
        held = smallest < held ? smallest : held + (smallest - held) * release;
        recentSum += held - recent[recentAt];
        recent[recentAt] = held;
        recentAt = recentAt + 1 == recent.length ? 0 : recentAt + 1;
        return Math.min(1, recentSum / recent.length);
    }

    /** Returns the smallest gain that the samples from a place to {@link #window} behind it need. */
    private float smallestFrom(int place) {
        while (lowestCount > 0 && lowest[lowestFirst] < place) {
            lowestFirst = wrapped(lowestFirst + 1);
            lowestCount--;
        }
        int from = lowestCount == 0 ? place : lowest[wrapped(lowestFirst + lowestCount - 1)] + 1;
        int end = Math.min(place + window, knownGains - 1);
        for (int i = from; i <= end; i++) {
            float gain = needed[i];
            while (lowestCount > 0 && needed[lowest[wrapped(lowestFirst + lowestCount - 1)]] >= gain) {
                lowestCount--;
            }
            lowest[wrapped(lowestFirst + lowestCount)] = i;
            lowestCount++;
        }
        return needed[lowest[lowestFirst]];
    }

    /** Not by a division, which takes longer than all the rest. */
    private int wrapped(int place) {
        return place >= lowest.length ? place - lowest.length : place;
    }

    private void drop(int count) {
        for (int i = 0; i < count; i++) {
            limitedSamples -= needed[i] < 1 ? 1 : 0;
        }
        waitingSamples -= count;
        knownGains -= count;
        System.arraycopy(waiting, count * channels, waiting, 0, waitingSamples * channels);
        System.arraycopy(needed, count, needed, 0, knownGains);
        for (int i = 0; i < lowestCount; i++) {
            lowest[wrapped(lowestFirst + i)] -= count;
        }
    }
}
