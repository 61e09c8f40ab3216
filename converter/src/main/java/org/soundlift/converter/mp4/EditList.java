package org.soundlift.converter.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.converter.ConversionException;
import org.soundlift.core.job.FailureCode;

/** Which parts of the media play (ISO/IEC 14496-12 §8.6.6), in ticks of the media. Empty: all of it. */
record EditList(List<Edit> edits) {
    private static final int MAX_EDITS = 1_000;

    /**
     * Part of the media.
     *
     * @param ticks how long it plays; 0 in fragmented files: to the end
     */
    record Edit(long start, long ticks) {}

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

    /** How many ticks play of media that has {@code mediaTicks}. */
    long playedTicks(long mediaTicks) {
        if (edits.isEmpty()) {
            return mediaTicks;
        }
        long sum = 0;
        for (Edit edit : edits) {
            long left = Math.max(0, mediaTicks - edit.start());
            sum = Math.addExact(sum, edit.ticks() == 0 ? left : Math.min(left, edit.ticks()));
        }
        return sum;
    }
}
