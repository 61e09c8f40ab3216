package org.soundlift.converter.encoder;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.soundlift.converter.mp3.RateControl;
import org.soundlift.converter.mp3.join.AudioFrame;
import org.soundlift.converter.mp3.join.Mp3Writer;

/** Brings frames of several encoders into their order, and looks whether the encoders agree where one follows another. */
final class FrameMerger {
    private final Mp3Writer writer;
    /** A variable rate makes hardly anything else of a sound with other bits left; the writer checks if it did. */
    private final boolean isVariable;

    private final LongConsumer progress;
    private final Map<Long, AudioFrame> waiting = new HashMap<>();
    private final Map<Long, AudioFrame> joins = new HashMap<>();
    /** The frame from which on nothing is decided, where encoders go on beyond their end. */
    private final SortedSet<Long> open = new TreeSet<>();

    private Optional<AudioFrame> last = Optional.empty();
    private long next;

    /**
     * An empty stream.
     *
     * @param control of all encoders
     * @param progress is told the number of frames that are done, in whatever order
     */
    FrameMerger(Mp3Writer writer, RateControl control, LongConsumer progress) {
        this.writer = writer;
        this.isVariable = control == RateControl.VARIABLE;
        this.progress = progress;
    }

    /** Takes a frame that counts. */
    synchronized void add(long number, AudioFrame frame) throws IOException {
        if (number >= next) {
            waiting.putIfAbsent(number, frame);
        }
        write();
    }

    /**
     * Takes the last frame of an encoder that counts.
     *
     * @param canGoOn whether the encoder has samples beyond it
     * @return whether the next encoder has begun, and had come to something else at this frame: then this one should go on
     *     beyond its end, and nothing of the next is written before the two agree
     * @throws UnlikeJoinException if it should, but can't
     */
    synchronized boolean addLast(long number, AudioFrame frame, boolean canGoOn) throws IOException {
        AudioFrame other = joins.get(number);
        boolean isUnlike = other != null && !agree(frame, other);
        require(!isUnlike || canGoOn, number);
        if (isUnlike) {
            open.add(number + 1);
        }
        add(number, frame);
        return isUnlike && canGoOn;
    }

    /**
     * Takes a frame of an encoder that goes on beyond its end, in place of the next one's.
     *
     * @return whether it should still go on
     */
    synchronized boolean addBeyond(long number, AudioFrame frame) throws IOException {
        AudioFrame other = waiting.put(number, frame);
        boolean goesOn = other == null || !agree(frame, other);
        open.remove(number);
        if (goesOn) {
            open.add(number + 1);
        }
        write();
        return goesOn;
    }

    /**
     * There is no more sound for the encoder that goes on; the next one takes over as it is.
     *
     * @param isLast whether there is no next one, for all sound has ended
     * @throws UnlikeJoinException if the two should have agreed
     */
    synchronized void endBeyond(long number, boolean isLast) throws IOException {
        open.remove(number);
        require(isLast, number);
        write();
    }

    private void write() throws IOException {
        long end = open.isEmpty() ? Long.MAX_VALUE : open.first();
        while (next < end && waiting.containsKey(next)) {
            AudioFrame ready = requireNonNull(waiting.remove(next));
            require(writer.suits(ready), next);
            writer.write(ready);
            last = Optional.of(ready);
            joins.remove(next);
            next++;
        }
        progress.accept(next + waiting.size());
    }

    /**
     * Takes the frame before the first of an encoder that counts: the encoder before should have made the same of it.
     *
     * @throws UnlikeJoinException if it has not, and has ended, so that it can't go on
     */
    synchronized void join(long number, AudioFrame frame) throws UnlikeJoinException {
        Optional<AudioFrame> other = number >= next ? Optional.ofNullable(waiting.get(number)) : last;
        if (other.isPresent()) {
            require(agree(frame, other.get()), number);
        } else {
            joins.put(number, frame);
        }
    }

    /** Returns true if encoders that made these are in the same state, as far as frames tell: either may go on. */
    private boolean agree(AudioFrame one, AudioFrame other) {
        return one.sameSound(other) && (isVariable || one.reservoir() == other.reservoir());
    }

    private static void require(boolean isAlike, long number) throws UnlikeJoinException {
        if (!isAlike) {
            throw new UnlikeJoinException(number);
        }
    }

    /** @throws IOException if frames are missing, or too few for so many samples */
    synchronized void requireWhole(long samples, int frameSamples) throws IOException {
        if (!waiting.isEmpty() || next * frameSamples < samples) {
            throw new IOException(next + " frames for " + samples + " samples, " + waiting.size() + " wait for others");
        }
    }
}
