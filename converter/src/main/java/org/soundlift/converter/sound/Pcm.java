package org.soundlift.converter.sound;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import org.soundlift.converter.timeline.Playback;
import org.soundlift.core.options.Channels;
import org.soundlift.core.options.Form;

/**
 * The sound that is heard, of what a decoder writes to a pipe, fit for an encoder: a stream of 32-bit floats, little-endian, interleaved,
 * full scale at 1, each of which is a number and not louder than any recording.
 */
public final class Pcm extends InputStream {
    /** Louder samples, 42 dB above full scale, come from no recording. */
    private static final float LOUDEST = 128;

    /** Of two floats at a time: sign and fraction gone, {@link #CARRY} set where the exponent is that of {@link #LOUDEST} or higher. */
    private static final long EXPONENTS = 0x7F80_0000_7F80_0000L;

    private static final long TO_CARRY = 0x3D00_0000_3D00_0000L;
    private static final long CARRY = 0x8000_0000_8000_0000L;

    private final InputStream in;
    private final int sampleRate;
    private final int channels;
    private final int sampleBytes;
    private final long mostSamples;
    private long samples;
    private long[] pairs = {};

    private Pcm(InputStream in, int sampleRate, int channels, Duration longest) {
        this.in = in;
        this.sampleRate = sampleRate;
        this.channels = channels;
        this.sampleBytes = channels * Float.BYTES;
        this.mostSamples = longest.toSeconds() * sampleRate;
    }

    /**
     * Reads what comes before the samples.
     *
     * @param wave 32-bit floats, as FFmpeg writes them to a pipe, in any number of channels
     * @param playback what is heard of them
     * @param layout where its channels come from, in their order, if the tables of the file tell; else empty
     * @param channels of the result, decided
     * @param longest beyond which reading fails
     * @throws java.io.EOFException if there is no sound at all
     * @throws IOException if it has another form, or a rate that MP3 has not
     */
    public static Pcm open(
            InputStream wave, Playback playback, List<Speaker> layout, Channels channels, Duration longest)
            throws IOException {
        Wave head = Wave.read(new DataInputStream(wave));
        if (!Form.SAMPLE_RATES.contains(head.sampleRate())) {
            throw new IOException("FFmpeg wrote a sample rate that MP3 does not have: " + head.sampleRate());
        }
        Mix mix = Mix.of(head.channels(), head.mask(), layout, channels);
        InputStream heard =
                mix.isNone() && playback.equals(Playback.OF_ALL) ? wave : new PresentedSound(wave, head, mix, playback);
        return new Pcm(heard, head.sampleRate(), mix.written(), longest);
    }

    /** Hz. */
    public int sampleRate() {
        return sampleRate;
    }

    /** 1 or 2. */
    public int channels() {
        return channels;
    }

    /** Samples of each channel that were read so far. */
    public long samples() {
        return samples;
    }

    /** Returns whether the decoder ended so early that more than half of the samples so far are silence in place of others. */
    public boolean isMostlyMissing() {
        return in instanceof PresentedSound sound && sound.owed() > samples / 2;
    }

    /** Reads whole samples of all channels, as many as fit; fewer only at the end of the sound. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int wanted = length - length % sampleBytes;
        int bytes = in.readNBytes(target, offset, wanted);
        bytes -= bytes % sampleBytes;
        samples += bytes / sampleBytes;
        if (samples > mostSamples) {
            throw new IOException("FFmpeg does not stop where it was told to");
        }
        ByteBuffer read = ByteBuffer.wrap(target, offset, bytes).slice().order(ByteOrder.LITTLE_ENDIAN);
        if (!isBounded(read)) {
            bound(read);
        }
        return bytes == 0 && wanted > 0 ? -1 : bytes;
    }

    /** Returns whether all samples were read; reads on where that is not known. */
    public boolean hasEnded() throws IOException {
        return read(new byte[sampleBytes], 0, sampleBytes) < 0;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("samples have more than one byte");
    }

    /** Decides by the exponents alone, two at a time: hardly any sound needs more than this look. */
    private boolean isBounded(ByteBuffer floats) {
        int count = floats.limit() / Long.BYTES;
        pairs = pairs.length < count
                ? new long[count]
                : pairs; // An array is what the first compiler makes fast loops of.
        floats.asLongBuffer().get(pairs, 0, count);
        long carries = 0;
        for (int i = 0; i < count; i++) {
            carries |= (pairs[i] & EXPONENTS) + TO_CARRY;
        }
        if (count * Long.BYTES < floats.limit()) {
            carries |= (Integer.toUnsignedLong(floats.getInt(count * Long.BYTES)) & EXPONENTS) + TO_CARRY;
        }
        return (carries & CARRY) == 0;
    }

    private static void bound(ByteBuffer floats) {
        for (int i = 0; i < floats.limit(); i += Float.BYTES) {
            float sample = floats.getFloat(i);
            floats.putFloat(i, Float.isNaN(sample) ? 0 : Math.clamp(sample, -LOUDEST, LOUDEST));
        }
    }
}
