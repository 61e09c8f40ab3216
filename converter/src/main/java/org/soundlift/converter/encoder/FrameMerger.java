package org.soundlift.converter.encoder;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.soundlift.converter.mp3.AudioFrame;
import org.soundlift.converter.mp3.Mp3Writer;

/** Brings frames of several encoders into their order, and looks whether the encoders agree where one follows another. */
final class FrameMerger {
    private final Mp3Writer writer;
    private final LongConsumer progress;
    private final Map<Long, AudioFrame> waiting = new HashMap<>();
    private final Map<Long, AudioFrame> joins = new HashMap<>();
    private Optional<AudioFrame> last = Optional.empty();
    private long next;
    private int likeJoins;
    private int unlikeJoins;

    /** @param progress is told the number of frames that are done, in whatever order */
    FrameMerger(Mp3Writer writer, LongConsumer progress) {
        this.writer = writer;
        this.progress = progress;
    }

    /** Takes a frame that counts. */
    synchronized void add(long number, AudioFrame frame) throws IOException {
        waiting.put(number, frame);
        for (AudioFrame ready = waiting.remove(next); ready != null; ready = waiting.remove(next)) {
            writer.write(ready);
            last = Optional.of(ready);
            AudioFrame again = joins.remove(next);
            if (again != null) {
                compare(ready, again);
            }
            next++;
        }
        progress.accept(next + waiting.size());
    }

    /** Takes the frame before the first of an encoder that counts: the encoder before should have made the same of it. */
    synchronized void join(long number, AudioFrame frame) {
        if (number == next - 1) {
            compare(last.orElseThrow(), frame);
        } else {
            joins.put(number, frame);
        }
    }

    /** @throws IOException if frames are missing, or too few for so many samples */
    synchronized void requireWhole(long samples, int frameSamples) throws IOException {
        if (!waiting.isEmpty() || next * frameSamples < samples) {
            throw new IOException(next + " frames for " + samples + " samples, " + waiting.size() + " wait for others");
        }
    }

    private void compare(AudioFrame one, AudioFrame other) {
        if (one.sameSound(other)) {
            likeJoins++;
        } else {
            unlikeJoins++;
        }
    }

    synchronized JoinCount joins() {
        return new JoinCount(likeJoins, unlikeJoins);
    }
}
