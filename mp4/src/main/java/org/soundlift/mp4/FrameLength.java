package org.soundlift.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.soundlift.mp4.coded.Mp3Frame;

/**
 * The sound in each access unit, where the codec and its configuration fix it.
 *
 * @param rate samples a second
 * @param samples of each channel
 */
record FrameLength(int rate, int samples) {
    private static final int AC3_SAMPLES = 1_536;
    private static final int[] AC3_RATES_HZ = {48_000, 44_100, 32_000};
    private static final int ALAC_LARGEST_FRAME = 1 << 16;
    private static final int STREAM_INFO_BYTES = 34;

    /**
     * The length that all access units of an entry have.
     *
     * @param first the beginning of the first access unit
     * @param firstBytes its size
     */
    static Optional<FrameLength> of(SampleEntry entry, ByteBuffer first, long firstBytes) {
        try {
            return read(entry, first, firstBytes).filter(length -> length.rate > 0 && length.samples > 0);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<FrameLength> read(SampleEntry entry, ByteBuffer first, long firstBytes) {
        return switch (entry.codec()) {
            case "ac-3" -> entry.child("dac3").map(box -> ac3(box.data().get() >> 6 & 3));
            case "ec-3" -> entry.child("dec3").map(box -> ac3(box.data().get(2) >> 6 & 3));
            case "alac" -> entry.child("alac").flatMap(box -> alac(box.fullData()));
            case "fLaC" -> entry.child("dfLa").flatMap(box -> flac(box.fullData()));
            default ->
                AacConfig.of(entry)
                        .map(aac -> new FrameLength(aac.sampleRate(), aac.frameSamples()))
                        .or(() -> mp3(first, firstBytes));
        };
    }

    /** ETSI TS 102 366 §F.4 and §F.6: a sample is a frame of six blocks. */
    private static FrameLength ac3(int rateCode) {
        return new FrameLength(rateCode < AC3_RATES_HZ.length ? AC3_RATES_HZ[rateCode] : 0, AC3_SAMPLES);
    }

    /** The decoder's configuration in Apple's "ALAC Magic Cookie Description": the last frame may be shorter. */
    private static Optional<FrameLength> alac(ByteBuffer cookie) {
        int samples = cookie.getInt(cookie.position());
        int rate = cookie.getInt(cookie.position() + 20);
        return samples <= ALAC_LARGEST_FRAME ? Optional.of(new FrameLength(rate, samples)) : Optional.empty();
    }

    /** Block STREAMINFO (RFC 9639 §8.2): the last frame may be shorter. */
    private static Optional<FrameLength> flac(ByteBuffer blocks) {
        int header = blocks.getInt();
        int smallest = Short.toUnsignedInt(blocks.getShort());
        int largest = Short.toUnsignedInt(blocks.getShort());
        int rate = blocks.getInt(blocks.position() + 6) >>> 12;
        boolean isStreamInfo = (header & 0x7FFF_FFFF) == STREAM_INFO_BYTES;
        return isStreamInfo && smallest == largest ? Optional.of(new FrameLength(rate, largest)) : Optional.empty();
    }

    /** Each sample is a frame, if the first is. */
    private static Optional<FrameLength> mp3(ByteBuffer first, long firstBytes) {
        return first.remaining() < Mp3Frame.HEADER_BYTES
                ? Optional.empty()
                : Mp3Frame.parse(first.getInt(first.position()))
                        .filter(frame -> frame.bytes() == firstBytes)
                        .map(frame -> new FrameLength(frame.sampleRate(), frame.samples()));
    }
}
