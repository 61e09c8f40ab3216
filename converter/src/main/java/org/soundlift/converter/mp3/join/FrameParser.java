package org.soundlift.converter.mp3.join;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.soundlift.converter.mp3.ByteQueue;
import org.soundlift.converter.mp3.FrameSplitter;
import org.soundlift.converter.mp3.Mp3FormatException;
import org.soundlift.converter.mp3.RateControl;
import org.soundlift.mp4.coded.Mp3Frame;

/**
 * Takes an encoder's stream apart into frames that no longer depend on where their bits lay. Bytes come in any portions;
 * a frame comes out as soon as all of its main data has come in, which may be some frames later.
 */
public final class FrameParser {
    private final Frames frames;
    private final BitReservoir reservoir;
    private final FrameSplitter splitter = new FrameSplitter(this::take);
    private final ByteQueue main = new ByteQueue();
    private final Deque<Pending> pending = new ArrayDeque<>();

    /** Is given one frame after the other. */
    @FunctionalInterface
    public interface Frames {
        void take(AudioFrame frame) throws IOException;
    }

    /** A frame whose main data has not come in whole. */
    private static final class Pending {
        private final int header;
        private final byte[] sideInformation;
        /** The begin of its main data, in bytes from the beginning of all main data. */
        private final long at;

        private final int bits;

        Pending(int header, byte[] sideInformation, long at, int bits) {
            this.header = header;
            this.sideInformation = sideInformation;
            this.at = at;
            this.bits = bits;
        }
    }

    /**
     * Begins at the beginning of a stream.
     *
     * @param frames is given each frame, in order
     */
    public FrameParser(RateControl control, boolean usesReservoir, Frames frames) {
        this.reservoir = new BitReservoir(control, usesReservoir);
        this.frames = frames;
    }

    /**
     * Takes the next bytes.
     *
     * @throws Mp3FormatException if they are no frames, or begin in the middle of a stream
     * @throws ReservoirException if the encoder kept other books than {@link BitReservoir}
     */
    public void accept(byte[] bytes, int length) throws IOException {
        splitter.accept(bytes, length);
    }

    private void take(byte[] bytes) throws IOException {
        int header = ByteBuffer.wrap(bytes).getInt();
        Mp3Frame frame = Mp3Frame.parse(header).orElseThrow();
        int mainAt = Mp3Frame.HEADER_BYTES + frame.sideInformationBytes();
        byte[] side = Arrays.copyOfRange(bytes, Mp3Frame.HEADER_BYTES, mainAt);
        long at = main.end() - SideInformation.mainDataBegin(frame, side);
        pending.add(new Pending(header, side, at, SideInformation.mainBits(frame, side)));
        main.add(bytes, mainAt, bytes.length - mainAt);
        while (!pending.isEmpty() && isWhole(pending.getFirst())) {
            frames.take(release(pending.removeFirst()));
        }
    }

    private boolean isWhole(Pending frame) {
        return frame.at * 8 + frame.bits <= main.end() * 8;
    }

    private AudioFrame release(Pending frame) throws IOException {
        if (frame.at < main.begin()) {
            throw new Mp3FormatException("main data begins before the stream, or within the frame before");
        }
        main.remove((int) (frame.at - main.begin()));
        byte[] data = main.remove((frame.bits + 7) / 8);
        int spare = data.length * 8 - frame.bits;
        if (spare > 0) {
            data[data.length - 1] &= (byte) (0xFF << spare); // What the encoder filled up is not the frame's.
        }
        AudioFrame asSound = new AudioFrame(
                frame.header, frame.sideInformation, data, frame.bits, false, AudioFrame.Reservoir.EMPTY);
        AudioFrame released = reservoir.isSilent(asSound) ? asSound.asSilent() : asSound;
        int before = reservoir.size();
        reservoir.place(released);
        return released.withReservoir(before, reservoir.size());
    }
}
