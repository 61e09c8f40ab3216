package org.soundlift.converter.lift;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.soundlift.mp4.coded.Coding;
import org.soundlift.mp4.timeline.Playback.Step;

/** Uncompressed sound in the order of bytes that WAVE files have. */
final class PcmStream {
    private static final int BLOCK_BYTES = 1 << 16;
    private static final int SIGN = 0x80;
    /** The codes of 0 (ITU-T G.711). */
    private static final byte A_LAW_SILENCE = (byte) 0xD5;

    private static final byte MU_LAW_SILENCE = (byte) 0xFF;
    private static final byte UNSIGNED_SILENCE = (byte) SIGN;

    private final Coding.Uncompressed coding;
    private final int sampleBytes;
    private final int frameBytes;
    private final byte[] block;
    private final InputStream in;
    private final OutputStream out;

    PcmStream(Coding.Uncompressed coding, int channels, InputStream in, OutputStream out) {
        this.coding = coding;
        this.sampleBytes = coding.bits() / Byte.SIZE;
        this.frameBytes = channels * sampleBytes;
        this.block = new byte[Math.max(1, BLOCK_BYTES / frameBytes) * frameBytes];
        this.in = in;
        this.out = out;
    }

    /** Writes what is heard. */
    void write(List<Step> steps) throws IOException {
        for (Step step : steps) {
            switch (step) {
                case Step.Skip(long samples) -> in.skipNBytes(samples * frameBytes);
                case Step.Take(long samples) -> take(samples);
                case Step.Pause(long samples) -> silence(samples);
                case Step.UpTo _, Step.Rest _ -> throw new IllegalArgumentException("samples are counted");
            }
        }
    }

    private void take(long samples) throws IOException {
        for (long left = samples * frameBytes; left > 0; ) {
            int bytes = (int) Math.min(left, block.length);
            if (in.readNBytes(block, 0, bytes) < bytes) {
                throw new IOException("samples are missing");
            }
            convert(bytes);
            out.write(block, 0, bytes);
            left -= bytes;
        }
    }

    private void convert(int bytes) {
        boolean isInteger = coding.scale() == Coding.Scale.LINEAR;
        boolean flipsSign = isInteger && coding.isSigned() == (sampleBytes == 1);
        for (int at = 0; at < bytes && (coding.isBigEndian() || flipsSign); at += sampleBytes) {
            for (int i = 0; i < sampleBytes / 2 && coding.isBigEndian(); i++) {
                byte other = block[at + i];
                block[at + i] = block[at + sampleBytes - 1 - i];
                block[at + sampleBytes - 1 - i] = other;
            }
            if (flipsSign) {
                block[at + sampleBytes - 1] ^= (byte) SIGN;
            }
        }
    }

    private void silence(long samples) throws IOException {
        byte zero = switch (coding.scale()) {
            case LINEAR, FLOAT -> sampleBytes == 1 ? UNSIGNED_SILENCE : 0;
            case A_LAW -> A_LAW_SILENCE;
            case MU_LAW -> MU_LAW_SILENCE;
        };
        Arrays.fill(block, zero);
        for (long left = samples * frameBytes; left > 0; ) {
            int bytes = (int) Math.min(left, block.length);
            out.write(block, 0, bytes);
            left -= bytes;
        }
    }
}
