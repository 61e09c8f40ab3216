package org.soundlift.mp4;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/**
 * Splits samples of AMR, of which each may hold many frames of 20 ms (3GPP TS 26.244 §6.5), into one frame each: some
 * versions of FFmpeg decode only the first of a sample. A frame's first byte tells its length (RFC 4867 §5.3).
 *
 * @param sizes of the frames
 * @param samples that each sample of the file is decoded to
 */
record AmrFrames(Sizes sizes, Times samples) {
    private static final int FRAMES_PER_SECOND = 50;
    private static final int BUFFER_BYTES = 1 << 16;

    /** Bytes of a frame by its type, without the first byte: 3GPP TS 26.101 §4 and 26.201 §4. */
    private static final int[] NARROW_BYTES = {12, 13, 15, 17, 19, 20, 26, 31, 5, 6, 5, 5, 0, 0, 0, 0};

    private static final int[] WIDE_BYTES = {17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0};

    static boolean isAmr(String codec) {
        return isNarrow(codec) || codec.equals("sawb");
    }

    /** Hz. */
    static int sampleRate(String codec) {
        return isNarrow(codec) ? 8_000 : 16_000;
    }

    private static boolean isNarrow(String codec) {
        return codec.equals("samr");
    }

    /** Returns the samples that each frame is decoded to. */
    static int samplesOfFrame(String codec) {
        return sampleRate(codec) / FRAMES_PER_SECOND;
    }

    /**
     * The frames in samples of a file.
     *
     * @param count of the samples
     * @param data the samples' bytes one behind the other
     */
    static AmrFrames split(String codec, Sizes whole, long count, InputStream data)
            throws IOException, ConversionException {
        int[] bytesByType = isNarrow(codec) ? NARROW_BYTES : WIDE_BYTES;
        DataInputStream in = new DataInputStream(new BufferedInputStream(data, BUFFER_BYTES));
        Sizes sizes = new Sizes();
        Times samples = new Times();
        for (long i = 0; i < count; i++) {
            long left = whole.bytes(i);
            long before = sizes.count();
            while (left > 0) {
                int type = in.readUnsignedByte() >> 3 & 0xF;
                long bytes = Math.min(left, 1L + bytesByType[type]);
                in.skipNBytes(bytes - 1);
                sizes.add(1, bytes);
                Sizes.require(sizes.count(), Sizes.MAX_LISTED);
                left -= bytes;
            }
            samples.add(1, (sizes.count() - before) * samplesOfFrame(codec));
        }
        if (sizes.count() == 0) {
            throw new ConversionException(FailureCode.EMPTY_AUDIO_TRACK, "samples without a frame");
        }
        return new AmrFrames(sizes, samples);
    }
}
