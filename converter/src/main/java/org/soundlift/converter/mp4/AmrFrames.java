package org.soundlift.converter.mp4;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/**
 * Splits samples of AMR, of which each may hold many frames of 20 ms (3GPP TS 26.244 §6.5), into one frame each: some
 * versions of FFmpeg decode only the first of a sample. A frame's first byte tells its length (RFC 4867 §5.3).
 */
final class AmrFrames {
    private static final int FRAMES_PER_SECOND = 50;
    private static final int BUFFER_BYTES = 1 << 16;

    /** Bytes of a frame by its type, without the first byte: 3GPP TS 26.101 §4 and 26.201 §4. */
    private static final int[] NARROW_BYTES = {12, 13, 15, 17, 19, 20, 26, 31, 5, 6, 5, 5, 0, 0, 0, 0};

    private static final int[] WIDE_BYTES = {17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0};

    private AmrFrames() {}

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

    /**
     * The same bytes as samples of one frame each, their times in samples of {@link #sampleRate}.
     *
     * @param data the samples' bytes one behind the other
     */
    static Samples split(String codec, Samples whole, InputStream data) throws IOException, ConversionException {
        int[] bytesByType = isNarrow(codec) ? NARROW_BYTES : WIDE_BYTES;
        DataInputStream in = new DataInputStream(new BufferedInputStream(data, BUFFER_BYTES));
        Samples frames = new Samples();
        for (long i = 0; i < whole.count(); i++) {
            long left = whole.sizes().bytes(i);
            while (left > 0) {
                int type = in.readUnsignedByte() >> 3 & 0xF;
                long bytes = Math.min(left, 1L + bytesByType[type]);
                in.skipNBytes(bytes - 1);
                frames.sizes().add(1, bytes);
                Sizes.require(frames.sizes().count(), Sizes.MAX_LISTED);
                left -= bytes;
            }
        }
        if (frames.sizes().count() == 0) {
            throw new ConversionException(FailureCode.EMPTY_AUDIO_TRACK, "samples without a frame");
        }
        frames.times().add(frames.sizes().count(), sampleRate(codec) / FRAMES_PER_SECOND);
        return new Samples(
                frames.times(),
                frames.sizes(),
                whole.chunks().withSamples(frames.sizes().count()));
    }
}
