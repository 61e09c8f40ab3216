package org.soundlift.converter.matroska;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.soundlift.converter.matroska.EbmlReader.Element;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/**
 * An audio track as its entry describes it (RFC 9559 §5.1.4.1).
 *
 * @param number in blocks
 * @param codec such as {@code A_OPUS} (Matroska codec mappings)
 * @param configuration {@code CodecPrivate}
 * @param codecDelay nanoseconds of decoded sound that are not heard at the beginning
 * @param stripped the bytes that each frame begins with and that are not stored
 */
record TrackEntry(
        long number, String codec, ByteBuffer configuration, long codecDelay, Form form, ByteBuffer stripped) {
    /**
     * The form of the samples.
     *
     * @param sampleRate Hz
     * @param bits of a sample, 0 where it does not tell
     */
    record Form(int sampleRate, int channels, int bits) {}

    int sampleRate() {
        return form.sampleRate();
    }

    int channels() {
        return form.channels();
    }

    int bits() {
        return form.bits();
    }

    private static final int AUDIO = 2;
    /** Levels below a track: {@code ContentEncodings}, {@code ContentEncoding}, {@code ContentCompression}. */
    private static final int DEEPEST = 3;

    private static final int MOST_TRACKS = 128;

    /** Returns the audio tracks of element {@code Tracks}, in their order. */
    static List<TrackEntry> all(EbmlReader in, Element tracks) throws IOException, ConversionException {
        List<TrackEntry> audio = new ArrayList<>();
        int count = 0;
        while (in.hasMore(tracks.end())) {
            Element child = in.element();
            if (child.id() == 0xAE) {
                if (++count > MOST_TRACKS) {
                    throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, count + " tracks");
                }
                TrackEntryReader entry = new TrackEntryReader(in);
                entry.read(child, DEEPEST);
                if (entry.type() == AUDIO) {
                    audio.add(entry.build());
                }
            }
            in.position(child.end());
        }
        return audio;
    }
}
