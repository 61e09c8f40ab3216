package org.soundlift.converter.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/** Which parts of the media play (ISO/IEC 14496-12 §8.6.6), in ticks of the media. Empty: all of it. */
record EditList(List<Edit> edits) {
    private static final int MAX_EDITS = 1_000;
    private static final int RATE_1 = 0x1_0000;

    /**
     * Part of the media.
     *
     * @param ticks how long it plays; 0 in fragmented files: to the end
     */
    record Edit(long start, long ticks) {
        /** Returns the ticks of media of {@code mediaTicks} that it plays. */
        long played(long mediaTicks) {
            long left = Math.max(0, mediaTicks - start);
            return ticks == 0 ? left : Math.min(left, ticks);
        }
    }

    static EditList of(Box trak, long movieTimescale, long timescale, BoxBudget budget) throws ConversionException {
        Optional<Box> container = trak.child("edts", budget);
        Optional<Box> list = container.isPresent() ? container.get().child("elst", budget) : Optional.empty();
        if (list.isEmpty()) {
            return new EditList(List.of());
        }
        boolean wide = list.get().version() == 1;
        ByteBuffer data = list.get().fullData();
        long count = Integer.toUnsignedLong(data.getInt());
        if (count > MAX_EDITS) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, count + " edits");
        }
        List<Edit> edits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long movieTicks = wide ? data.getLong() : Integer.toUnsignedLong(data.getInt());
            long start = wide ? data.getLong() : data.getInt();
            data.getInt(); // The rate: FFmpeg plays every edit at the media's own.
            boolean silence = start < 0; // An empty edit delays the track; an MP3 begins with its sound.
            if (!silence && movieTicks >= 0) {
                edits.add(new Edit(start, Ticks.rescale(movieTicks, movieTimescale, timescale)));
            }
        }
        return new EditList(List.copyOf(edits));
    }

    /** The edits of a file without an edit list: all of the media. */
    EditList orAllFrom(long start) {
        return edits.isEmpty() && start > 0 ? new EditList(List.of(new Edit(start, 0))) : this;
    }

    /** The same parts in ticks of another time scale. */
    EditList rescaled(long from, long to) {
        return new EditList(edits.stream()
                .map(edit -> new Edit(Ticks.rescale(edit.start(), from, to), Ticks.rescale(edit.ticks(), from, to)))
                .toList());
    }

    /** Returns true if all of media of {@code mediaTicks} plays, once, and as it is. */
    boolean isAllOf(long mediaTicks) {
        return edits.isEmpty()
                || (edits.size() == 1 && edits.getFirst().start() == 0 && playedTicks(mediaTicks) == mediaTicks);
    }

    /** Returns the ticks that play of media that has {@code mediaTicks}. */
    long playedTicks(long mediaTicks) {
        if (edits.isEmpty()) {
            return mediaTicks;
        }
        long sum = 0;
        for (Edit edit : edits) {
            sum = Math.addExact(sum, edit.played(mediaTicks));
        }
        return sum;
    }

    /**
     * The box to be written for media of {@code mediaTicks}, in a movie of the same time scale (§8.6.6); none where all
     * of it plays.
     */
    Optional<OutBox> lifted(long mediaTicks) {
        if (edits.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer entries = ByteBuffer.allocate(4 + 20 * edits.size()).putInt(edits.size());
        for (Edit edit : edits) {
            entries.putLong(edit.played(mediaTicks)).putLong(edit.start()).putInt(RATE_1);
        }
        return Optional.of(OutBox.of("edts", OutBox.full("elst", 1, 0, entries.flip())));
    }
}
