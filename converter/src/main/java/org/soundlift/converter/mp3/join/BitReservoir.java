package org.soundlift.converter.mp3.join;

import org.soundlift.converter.mp3.RateControl;
import org.soundlift.mp4.coded.Mp3Frame;

/**
 * The room for the bits of frames: main data may begin in what earlier frames have left free (ISO/IEC 11172-3
 * §2.4.3.4, and annex C.1.5.4.2.2 for the encoder). It keeps the books as LAME 3.100 was observed to, so that the
 * same frames come to lie at the same bits; written from that behaviour, not from LAME's source.
 */
final class BitReservoir {
    /** A decoder's buffer, bits for each granule: LAME's most generous reading of the standard. */
    private static final int BUFFER_BITS_PER_GRANULE = 7680;

    private static final int LOWEST_INDEX = 1;
    private static final int HIGHEST_INDEX = 14;
    /** 64 kbit/s, the most that LAME's variable rates use for MPEG-2.5. */
    private static final int HIGHEST_INDEX_BELOW_16_KHZ = 8;

    private final RateControl control;
    private final boolean enabled;
    private int size;
    private long frames;

    /** @param enabled whether frames may leave bits to later ones */
    BitReservoir(RateControl control, boolean enabled) {
        this.control = control;
        this.enabled = enabled;
    }

    /**
     * The place of a frame.
     *
     * @param fillBefore bits to waste before its main data, whole bytes
     * @param mainDataBegin bytes, after that waste
     * @param fillAfter bits to waste behind its main data
     */
    record Place(int header, int fillBefore, int mainDataBegin, int fillAfter) {}

    /** Bits that the frames so far have left free; whole bytes. */
    int size() {
        return size;
    }

    /**
     * Finds the place of the next frame.
     *
     * @throws ReservoirException if its main data is too long for what earlier frames have left
     */
    Place place(AudioFrame frame) throws ReservoirException {
        int header = header(frame);
        Mp3Frame length = Mp3Frame.parse(header).orElseThrow();
        int left = size + length.mainCapacityBits() - frame.mainBits();
        if (left < 0) {
            throw new ReservoirException(frame.mainBits(), size + length.mainCapacityBits());
        }
        int fill = left % 8 + Math.max(0, left / 8 * 8 - limit(length));
        // What has to be wasted goes into the frames before as far as that reaches: some decoders want it there.
        int before = Math.min(size, fill) / 8 * 8;
        int mainDataBegin = (size - before) / 8;
        size = left - fill;
        frames++;
        return new Place(header, before, mainDataBegin, fill - before);
    }

    /**
     * Returns true if an encoder that had what is left here would have made the same frame. A variable rate gives
     * each frame what it needs; only one that comes near all that could be had may have got less. Of frames of two
     * encoders with different reservoirs, all that differed had taken more than 95 % of the smaller one.
     */
    boolean suits(AudioFrame frame) {
        if (size == frame.reservoirBefore()) {
            return true;
        }
        int mainBits = Mp3Frame.of(frame.header(), highestIndex(frame), false).mainCapacityBits();
        int smaller = Math.min(size, frame.reservoirBefore());
        return control == RateControl.VARIABLE && frame.mainBits() <= mainBits + smaller * 3 / 4;
    }

    /** Returns true if the encoder, with a reservoir like this one, took the frame for silence. */
    boolean isSilent(AudioFrame frame) {
        if (control != RateControl.VARIABLE) {
            return false;
        }
        int chosen = Mp3Frame.bitrateIndex(frame.header());
        boolean asSound = variableIndex(frame, false) == chosen;
        boolean asSilence = variableIndex(frame, true) == chosen;
        return asSilence && (!asSound || frame.isEmpty());
    }

    private int header(AudioFrame frame) {
        int index = switch (control) {
            case CONSTANT -> constantIndex(frame);
            case AVERAGE -> averageIndex(frame);
            case VARIABLE -> variableIndex(frame, frame.silent());
        };
        return Mp3Frame.header(frame.header(), index, isPadded(frame.header()));
    }

    /** Its own; where another encoder left too little room, the next that has room. */
    private int constantIndex(AudioFrame frame) {
        int index = Mp3Frame.bitrateIndex(frame.header());
        boolean padded = isPadded(frame.header());
        while (index < HIGHEST_INDEX
                && frame.mainBits()
                        > size + Mp3Frame.of(frame.header(), index, padded).mainCapacityBits()) {
            index++;
        }
        return index;
    }

    /** Slots are whole bytes; a frame gets one more whenever the fractions left out add up to one (§2.4.3.1). */
    private boolean isPadded(int header) {
        if (control != RateControl.CONSTANT) {
            return false;
        }
        Mp3Frame frame = Mp3Frame.of(header, Mp3Frame.bitrateIndex(header), false);
        int hertz = frame.sampleRate();
        long fraction = frame.samples() / 8 * 1000L * frame.bitrate() % hertz;
        return Math.floorMod(-frames * fraction, hertz) > Math.floorMod(-(frames - 1) * fraction, hertz) && frames > 0;
    }

    /** The lowest that the frame fits into. */
    private int averageIndex(AudioFrame frame) {
        int index = LOWEST_INDEX;
        while (index < highestIndex(frame) && frame.mainBits() > room(frame, index)) {
            index++;
        }
        return index;
    }

    /** The highest that leaves no more bits than the reservoir holds at the very highest; or else the lowest that fits. */
    private int variableIndex(AudioFrame frame, boolean silent) {
        int lowest = averageIndex(frame);
        int highest = highestIndex(frame);
        int limit = silent ? 0 : limit(Mp3Frame.of(frame.header(), highest, false));
        if (limit == 0) {
            return lowest;
        }
        int index = highest;
        while (index > lowest && room(frame, index) - frame.mainBits() > limit) {
            index--;
        }
        return index;
    }

    private int room(AudioFrame frame, int index) {
        Mp3Frame length = Mp3Frame.of(frame.header(), index, false);
        int left = control == RateControl.AVERAGE ? size : Math.min(size, limit(length));
        return Math.min(length.mainCapacityBits() + left, buffer(length));
    }

    private static int highestIndex(AudioFrame frame) {
        Mp3Frame any = Mp3Frame.parse(frame.header()).orElseThrow();
        return any.sampleRate() < 16_000 ? HIGHEST_INDEX_BELOW_16_KHZ : HIGHEST_INDEX;
    }

    /** The most bits that a frame of this length may leave: those that {@code main_data_begin} and a decoder can hold. */
    private int limit(Mp3Frame frame) {
        int reach = (frame.mpeg1() ? 511 : 255) * 8;
        return enabled ? Math.max(0, Math.min(reach, buffer(frame) - frame.bytes() * 8)) : 0;
    }

    private static int buffer(Mp3Frame frame) {
        return BUFFER_BITS_PER_GRANULE * frame.granules();
    }
}
