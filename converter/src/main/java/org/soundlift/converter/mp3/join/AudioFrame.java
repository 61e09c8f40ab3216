package org.soundlift.converter.mp3.join;

import java.util.Arrays;
import org.soundlift.mp4.coded.Mp3Frame;

/**
 * One frame of sound, wherever its stream puts it: the decisions of its encoder, but not the place of its bits
 * (ISO/IEC 11172-3 §2.4.1).
 *
 * <p>A class and no record, for it holds arrays, which must not change.
 */
public final class AudioFrame {
    private final int header;
    private final byte[] sideInformation;
    private final byte[] mainData;
    private final int mainBits;
    private final boolean silent;
    private final Reservoir reservoir;

    /**
     * The bits that its encoder had to spare.
     *
     * @param before for the frame, beside those of its own length
     * @param behind left for later frames
     */
    record Reservoir(int before, int behind) {
        static final Reservoir EMPTY = new Reservoir(0, 0);
    }

    AudioFrame(int header, byte[] sideInformation, byte[] mainData, int mainBits, boolean silent, Reservoir reservoir) {
        this.header = header;
        this.sideInformation = sideInformation;
        this.mainData = mainData;
        this.mainBits = mainBits;
        this.silent = silent;
        this.reservoir = reservoir;
    }

    AudioFrame asSilent() {
        return new AudioFrame(header, sideInformation, mainData, mainBits, true, reservoir);
    }

    /** The frame, before and behind which its encoder had so many bits left. */
    AudioFrame withReservoir(int before, int behind) {
        return new AudioFrame(header, sideInformation, mainData, mainBits, silent, new Reservoir(before, behind));
    }

    /** Bits that its encoder had for it beside those of its own length. */
    int reservoirBefore() {
        return reservoir.before();
    }

    /** Bits that its encoder had left behind it. */
    public int reservoir() {
        return reservoir.behind();
    }

    /**
     * Returns true if its encoder took it for silence: the stream does not say so, but the place of the frame tells.
     */
    boolean silent() {
        return silent;
    }

    /** The four bytes as its encoder wrote them. */
    int header() {
        return header;
    }

    /** As its encoder wrote it, with its own {@code main_data_begin}. */
    byte[] sideInformation() {
        return sideInformation;
    }

    /** Scale factors and Huffman code, from the first bit of the first byte. */
    byte[] mainData() {
        return mainData;
    }

    int mainBits() {
        return mainBits;
    }

    /** Returns true if none of it sounds: no code word at all, hence no bits. */
    boolean isEmpty() {
        return mainBits == 0;
    }

    /** Returns true if both decode alike, given the same frames before. */
    public boolean sameSound(AudioFrame other) {
        return Mp3Frame.header(header, 0, false) == Mp3Frame.header(other.header, 0, false)
                && mainBits == other.mainBits
                && SideInformation.equalButMainDataBegin(header, sideInformation, other.sideInformation)
                && Arrays.equals(mainData, other.mainData);
    }
}
