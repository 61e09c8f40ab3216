package org.soundlift.converter.sound;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.soundlift.converter.level.Limiter;
import org.soundlift.converter.level.Limiting;

/** Sound that is made louder or quieter, sample by sample; a limiter keeps its peaks below a ceiling. */
final class LeveledSound extends SoundStream {
    private static final int BLOCK_SAMPLES = 1_024;

    private final SampleStream in;
    private final int channels;
    private final float gain;
    private final Optional<Limiter> limiter;
    private final float[] block;
    private int blockSamples;
    private int given;
    private boolean isOver;

    LeveledSound(InputStream in, int sampleRate, int channels, Treatment.Leveling leveling) {
        this.in = new SampleStream(in, channels);
        this.channels = channels;
        this.gain = (float) leveling.gain();
        this.limiter = leveling.ceiling().map(ceiling -> new Limiter(sampleRate, channels, ceiling, BLOCK_SAMPLES));
        // The limiter may give all that waited, and a block.
        this.block =
                new float[channels * (BLOCK_SAMPLES + limiter.map(Limiter::lag).orElse(0))];
    }

    /** Returns what its limiter does, if it has one. */
    Optional<Limiting> limiting() {
        return limiter.map(Limiter::limiting);
    }

    /** Reads whole samples of all channels; not always as many as fit. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int most = length / (channels * Float.BYTES);
        while (given == blockSamples && most > 0) {
            if (isOver) {
                return -1;
            }
            fill();
        }
        int count = Math.min(most, blockSamples - given);
        SampleStream.floats(target, offset, count * channels * Float.BYTES)
                .put(block, given * channels, count * channels);
        given += count;
        return count * channels * Float.BYTES;
    }

    private void fill() throws IOException {
        int count = in.read(block, BLOCK_SAMPLES);
        isOver = count < BLOCK_SAMPLES;
        for (int i = 0; i < count * channels; i++) {
            block[i] *= gain;
        }
        given = 0;
        blockSamples = limiter.isPresent() ? limit(limiter.get(), count) : count;
    }

    private int limit(Limiter limiter, int count) {
        int ready = limiter.apply(block, count, block);
        if (!isOver) {
            return ready;
        }
        float[] silence = new float[limiter.lag() * channels];
        float[] last = new float[silence.length];
        int more = limiter.apply(silence, limiter.lag(), last);
        System.arraycopy(last, 0, block, ready * channels, more * channels);
        return ready + more;
    }
}
