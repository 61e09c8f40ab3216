package org.soundlift.converter.mp3.join;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.soundlift.converter.mp3.FrameSink;
import org.soundlift.converter.mp3.RateControl;
import org.soundlift.mp4.coded.Mp3Frame;

/**
 * Writes frames as one stream, whichever encoders they come from: each frame's main data behind that of the one before, the
 * reservoir never larger than a decoder's buffer.
 */
public final class Mp3Writer {
    private final FrameSink out;
    private final BitReservoir reservoir;
    private final MainData main;
    private final Deque<Slot> slots = new ArrayDeque<>();

    /** A frame whose header waits for the main data that will lie behind it. */
    private record Slot(AudioFrame frame, BitReservoir.Place place) {
        Mp3Frame length() {
            return Mp3Frame.parse(place.header()).orElseThrow();
        }

        int mainBytes() {
            return length().mainCapacityBits() / 8;
        }
    }

    /**
     * Begins a stream.
     *
     * @param out gets the last frames when this is finished
     */
    public Mp3Writer(FrameSink out, RateControl control, boolean useReservoir) {
        this.out = out;
        this.reservoir = new BitReservoir(control, useReservoir);
        this.main = new MainData(useReservoir);
    }

    /** Returns true if one encoder for all frames would have made this as the next one. */
    public boolean suits(AudioFrame next) {
        return reservoir.suits(next);
    }

    /**
     * Adds a frame.
     *
     * @throws ReservoirException if it does not fit; the frames so far stay as they are
     */
    public void write(AudioFrame frame) throws IOException {
        BitReservoir.Place place = reservoir.place(frame);
        main.fill(place.fillBefore());
        slots.add(new Slot(frame, place));
        main.add(frame.mainData(), frame.mainBits());
        main.fill(place.fillAfter());
        while (!slots.isEmpty() && main.wholeBytes() >= slots.getFirst().mainBytes()) {
            write(slots.removeFirst());
        }
    }

    private void write(Slot slot) throws IOException {
        Mp3Frame length = slot.length();
        byte[] side =
                SideInformation.withMainDataBegin(length, slot.frame.sideInformation(), slot.place.mainDataBegin());
        out.write(ByteBuffer.allocate(length.bytes())
                .putInt(slot.place.header())
                .put(side)
                .put(main.remove(slot.mainBytes()))
                .array());
    }

    /** Writes the frames that are still waiting for unused bits. */
    public void finish() throws IOException {
        main.fill(reservoir.size());
        while (!slots.isEmpty()) {
            write(slots.removeFirst());
        }
    }
}
