package org.soundlift.converter.sound;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.soundlift.core.options.Channels;
import org.soundlift.mp4.coded.Speaker;

/**
 * The mix of any channels to one or two. Its parts are divided by their sum: full scale in every channel stays full scale.
 */
public final class Mix {
    private static final long STEREO = 3;

    private final int read;
    private final int written;
    /** The parts of each channel that is read in each that is written; none where nothing is mixed. */
    private final float[][] parts;

    private Mix(int read, int written, float[]... parts) {
        this.read = read;
        this.written = written;
        this.parts = parts;
    }

    /**
     * The mix for a sound.
     *
     * @param channels of the sound
     * @param mask where they come from; a mask of another number of channels tells nothing
     * @param layout where each comes from, if that is known better than by the mask; else empty
     * @param wanted any but {@code AUTO} and {@code AUTO_MONO}, which must have been decided
     */
    static Mix of(int channels, long mask, List<Speaker> layout, Channels wanted) {
        int written = written(channels, wanted);
        boolean isPlain = channels == 1 || (channels == 2 && (mask == STEREO || Long.bitCount(mask) != 2));
        if (isPlain && channels == written) {
            return new Mix(channels, written);
        }
        double[] left = new double[channels];
        double[] right = new double[channels];
        if (channels == 1) {
            left[0] = 1;
            right[0] = 1;
        } else if (isPlain) {
            left[0] = 1;
            right[1] = 1;
        } else {
            fill(left, right, layout.size() == channels ? layout : speakers(mask));
        }
        normalize(left);
        normalize(right);
        return new Mix(
                channels,
                written,
                switch (wanted) {
                    case LEFT -> parts(left);
                    case RIGHT -> parts(right);
                    default -> written == 1 ? parts(average(left, right)) : parts(left, right);
                });
    }

    private static int written(int channels, Channels wanted) {
        return switch (wanted) {
            case SOURCE -> Math.min(channels, 2);
            case MONO, LEFT, RIGHT -> 1;
            case STEREO -> 2;
            case AUTO, AUTO_MONO -> throw new IllegalArgumentException("undecided");
        };
    }

    private static List<Speaker> speakers(long mask) {
        List<Speaker> speakers = Arrays.stream(Speaker.values())
                .filter(speaker -> speaker.isIn(mask))
                .toList();
        return speakers.size() == Long.bitCount(mask) ? speakers : List.of();
    }

    private static void fill(double[] left, double[] right, List<Speaker> speakers) {
        if (speakers.size() != left.length) {
            Arrays.fill(left, 1);
            Arrays.fill(right, 1);
            return;
        }
        for (int i = 0; i < left.length; i++) {
            left[i] = speakers.get(i).left();
            right[i] = speakers.get(i).right();
        }
    }

    private static void normalize(double[] parts) {
        double sum = Arrays.stream(parts).sum();
        for (int i = 0; i < parts.length && sum > 0; i++) {
            parts[i] /= sum;
        }
    }

    private static double[] average(double[] left, double[] right) {
        double[] average = new double[left.length];
        Arrays.setAll(average, i -> (left[i] + right[i]) / 2);
        return average;
    }

    private static float[][] parts(double[]... rows) {
        float[][] parts = new float[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            parts[row] = new float[rows[row].length];
            for (int i = 0; i < rows[row].length; i++) {
                parts[row][i] = (float) rows[row][i];
            }
        }
        return parts;
    }

    /** Returns the number of channels that are read. */
    int read() {
        return read;
    }

    /** Returns the number of channels that are written. */
    int written() {
        return written;
    }

    boolean isNone() {
        return parts.length == 0;
    }

    /** Mixes whole samples of all channels. */
    void apply(float[] from, float[] to, int samples) {
        for (int sample = 0; sample < samples; sample++) {
            for (int channel = 0; channel < written; channel++) {
                float[] part = parts[channel];
                float sum = 0;
                for (int i = 0; i < read; i++) {
                    sum += part[i] * from[sample * read + i];
                }
                to[sample * written + channel] = sum;
            }
        }
    }

    /** FFmpeg's filter that makes the same mix of channels that change on the way. */
    public static String filter() {
        return "pan=stereo|FL<" + terms(Speaker::left) + "|FR<" + terms(Speaker::right);
    }

    /** The terms of one channel in that filter, which leaves out those of channels that are not there. */
    private static String terms(ToDoubleFunction<Speaker> part) {
        return Arrays.stream(Speaker.values())
                .filter(speaker -> part.applyAsDouble(speaker) > 0)
                .map(speaker -> String.format(Locale.ROOT, "%.8f*%s", part.applyAsDouble(speaker), speaker))
                .collect(Collectors.joining("+"));
    }
}
