package org.soundlift.converter.mp3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.soundlift.mp4.coded.Mp3Frame;

/**
 * Makes the tag of {@link XingTag} for frames that are written one after the other: their number and bytes, a table for
 * seeking, how much of them a gapless player leaves out, and checksums.
 */
final class XingTagWriter {
    private static final int TAG_BYTES = 4 + 4 + 4 + 4 + 100 + 4 + 36;
    private static final int FRAMES_BYTES_SEEK_TABLE_AND_QUALITY = 0xF;
    private static final int SEEK_ENTRIES = 100;
    private static final int NAME_BYTES = 9;
    private static final int LONGEST_GAP = 0xFFF;
    private static final int NO_CRC = 1 << 16;
    /** The numbers in the tag for the modes stereo, joint stereo, dual channel and mono of frames. */
    private static final int[] MODES = {1, 3, 2, 0};

    private final SeekPoints seekPoints = new SeekPoints();
    private final Crc16 musicCrc = new Crc16();
    private int header;
    private long frames;
    private long bytes;

    /** Counts a frame. */
    void add(byte[] frame) {
        if (frames == 0) {
            header = tagHeader(ByteBuffer.wrap(frame).getInt());
        }
        seekPoints.add(bytes);
        musicCrc.update(frame, frame.length);
        frames++;
        bytes += frame.length;
    }

    /** A frame like the others, just long enough. */
    private static int tagHeader(int like) {
        int index = IntStream.rangeClosed(1, 14)
                .filter(i -> isLongEnough(Mp3Frame.of(like, i, false)))
                .findFirst()
                .orElseThrow();
        return Mp3Frame.header(like, index, false) | NO_CRC;
    }

    private static boolean isLongEnough(Mp3Frame frame) {
        return frame.mainCapacityBits() / 8 >= TAG_BYTES;
    }

    long frames() {
        return frames;
    }

    /** Bytes of the tag's own frame, known from the first frame on. */
    int length() {
        return frame().bytes();
    }

    private Mp3Frame frame() {
        return Mp3Frame.parse(header).orElseThrow();
    }

    /**
     * The tag's frame.
     *
     * @param samples of each channel that were encoded
     */
    byte[] toBytes(EncoderInfo encoder, long samples) {
        Mp3Frame frame = frame();
        byte[] bytesOfTag = new byte[frame.bytes()];
        ByteBuffer tag = ByteBuffer.wrap(bytesOfTag);
        tag.putInt(header).position(Mp3Frame.HEADER_BYTES + frame.sideInformationBytes());
        tag.put((encoder.control() == RateControl.CONSTANT ? "Info" : "Xing").getBytes(US_ASCII));
        long all = frame.bytes() + bytes;
        tag.putInt(FRAMES_BYTES_SEEK_TABLE_AND_QUALITY).putInt((int) frames).putInt((int) all);
        for (int percent = 0; percent < SEEK_ENTRIES; percent++) {
            long at = frame.bytes() + seekPoints.at(frames * percent / SEEK_ENTRIES);
            tag.put((byte) Math.min(255, at * 256 / all));
        }
        tag.putInt(encoder.qualityPercent());
        putLame(tag, encoder, samples, all);
        Crc16 tagCrc = new Crc16();
        tagCrc.update(bytesOfTag, tag.position());
        tag.putShort((short) tagCrc.value());
        return bytesOfTag;
    }

    /** LAME's part; what it tells besides, lowpass, peak and loudness, was not measured and stays 0. */
    private void putLame(ByteBuffer tag, EncoderInfo encoder, long samples, long all) {
        long padding = frames * frame().samples() - samples - encoder.delay();
        int gap = (encoder.delay() << 12) | Math.clamp(padding, 0, LONGEST_GAP);
        tag.put(Arrays.copyOf(encoder.name().getBytes(US_ASCII), NAME_BYTES));
        tag.put((byte) encoder.method()).put((byte) 0);
        tag.putLong(0); // Peak, and two figures for loudness.
        tag.put((byte) 0).put((byte) Math.min(255, encoder.kbitPerSecond()));
        tag.put((byte) (gap >> 16)).putShort((short) gap);
        tag.put((byte) (MODES[(header >>> 6) & 3] << 2)).put((byte) 0).putShort((short) 0);
        tag.putInt((int) all).putShort((short) musicCrc.value());
    }
}
