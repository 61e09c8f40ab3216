package org.soundlift.converter.sound;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import org.soundlift.mp4.timeline.Playback;
import org.soundlift.mp4.timeline.Playback.Step;
import org.soundlift.mp4.timeline.Ticks;

/**
 * The sound that is heard, of samples as a decoder writes them: the steps of a playback are carried out, and channels are mixed.
 * Silence stands for the samples that are missing where the decoder ends early. The decoder's output is read to its end, for a
 * closed pipe would make the decoder fail.
 */
final class PresentedSound extends SoundStream {
    private static final int BLOCK_SAMPLES = 2_048;

    private final InputStream decoded;
    private final Mix mix;
    private final Iterator<Step> steps;
    private final long rate;
    private final long decodedRate;
    private final byte[] block;
    private final float[] read;
    private final float[] mixed;
    /** The step that is carried out, and the samples that are left of it, at the decoder's rate. */
    private Step step = new Step.Skip(0);

    private long left;
    /** Samples of the steps so far that use decoded ones, at the playback's rate. */
    private long position;

    private boolean isOver;
    private long owed;

    /** @param wave the head of what {@code decoded} goes on with */
    PresentedSound(InputStream decoded, Wave wave, Mix mix, Playback playback) {
        this.decoded = decoded;
        this.mix = mix;
        this.steps = playback.steps().iterator();
        this.rate = playback.rate();
        this.decodedRate = wave.sampleRate();
        this.block = new byte[BLOCK_SAMPLES * mix.read() * Float.BYTES];
        this.read = new float[mix.isNone() ? 0 : BLOCK_SAMPLES * mix.read()];
        this.mixed = new float[mix.isNone() ? 0 : BLOCK_SAMPLES * mix.written()];
    }

    /** Reads whole samples of all channels; not always as many as fit, and none where not even one does. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int most = length / (mix.written() * Float.BYTES);
        int samples = 0;
        while (samples == 0 && most > 0) {
            if (!nextStep()) {
                drain();
                return -1;
            }
            int wanted = (int) Math.min(most, left);
            samples = switch (step) {
                case Step.Skip _ -> skip();
                case Step.Pause _ -> silence(target, offset, wanted);
                case Step.Take _ -> {
                    int taken = take(target, offset, wanted);
                    owed += taken == 0 ? wanted : 0;
                    yield taken == 0 ? silence(target, offset, wanted) : taken;
                }
                case Step.Rest _, Step.UpTo _ -> {
                    int taken = take(target, offset, wanted);
                    left = taken == 0 ? 0 : left;
                    yield taken;
                }
            };
        }
        return samples * mix.written() * Float.BYTES;
    }

    /** Returns whether there is something left to do. */
    private boolean nextStep() {
        while (left == 0 && steps.hasNext()) {
            step = steps.next();
            left = switch (step) {
                case Step.Rest _ -> Long.MAX_VALUE;
                case Step.Pause pause -> Ticks.rescale(pause.samples(), rate, decodedRate);
                case Step.Skip _, Step.Take _, Step.UpTo _ -> {
                    long before = Ticks.rescale(position, rate, decodedRate);
                    position += step.samples();
                    yield Ticks.rescale(position, rate, decodedRate) - before;
                }
            };
        }
        return left > 0;
    }

    /** Returns 0, for nothing of it is heard. */
    private int skip() throws IOException {
        int frame = mix.read() * Float.BYTES;
        while (left > 0 && !isOver) {
            int bytes = decoded.readNBytes(block, 0, (int) Math.min(block.length, left * frame));
            isOver = bytes == 0;
            left -= bytes / frame;
        }
        left = 0;
        return 0;
    }

    /** Returns the number of samples that the decoder owed. */
    long owed() {
        return owed;
    }

    private int silence(byte[] target, int offset, int samples) {
        Arrays.fill(target, offset, offset + samples * mix.written() * Float.BYTES, (byte) 0);
        left -= samples;
        return samples;
    }

    /** Returns the number of samples; 0 at the end of what is decoded. */
    private int take(byte[] target, int offset, int samples) throws IOException {
        int frame = mix.read() * Float.BYTES;
        int count;
        if (isOver) {
            return 0;
        } else if (mix.isNone()) {
            count = decoded.readNBytes(target, offset, samples * frame) / frame;
        } else {
            count = decoded.readNBytes(block, 0, Math.min(block.length, samples * frame)) / frame;
            SampleStream.floats(block, 0, count * frame).get(read, 0, count * mix.read());
            mix.apply(read, mixed, count);
            int bytes = count * mix.written() * Float.BYTES;
            SampleStream.floats(target, offset, bytes).put(mixed, 0, count * mix.written());
        }
        isOver = count == 0;
        left -= count;
        return count;
    }

    private void drain() throws IOException {
        while (!isOver) {
            isOver = decoded.read(block) < 0;
        }
    }
}
