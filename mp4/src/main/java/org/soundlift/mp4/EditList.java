package org.soundlift.mp4;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.mp4.timeline.Edit;
import org.soundlift.mp4.timeline.Ticks;

/**
 * The parts of the media that play: box {@code elst} (ISO/IEC 14496-12 §8.6.6). Empty: all of it.
 *
 * @param movieTimescale ticks a second of the durations
 */
record EditList(List<Entry> entries, long movieTimescale) {
    private static final int MOST = 10_000;
    private static final int DWELL = 0;

    /**
     * An entry of the box.
     *
     * @param duration in ticks of the movie; 0 in the last one: to the end
     * @param mediaTime in ticks of the media; below 0 where nothing plays
     */
    record Entry(long duration, long mediaTime) {}

    static EditList of(Box trak, long movieTimescale, BoxBudget budget) throws ConversionException {
        Optional<Box> container = trak.child("edts", budget);
        Optional<Box> list = container.isPresent() ? container.get().child("elst", budget) : Optional.empty();
        if (list.isEmpty()) {
            return new EditList(List.of(), movieTimescale);
        }
        boolean wide = list.get().version() == 1;
        ByteBuffer data = list.get().fullData();
        long count = Integer.toUnsignedLong(data.getInt());
        if (count > MOST) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, count + " edits");
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long duration = wide ? data.getLong() : Integer.toUnsignedLong(data.getInt());
            long mediaTime = wide ? data.getLong() : data.getInt();
            boolean dwells = data.getShort() == DWELL; // One picture that stands still. Other rates play as rate 1.
            data.getShort();
            if (duration >= 0) {
                entries.add(new Entry(duration, dwells ? Edit.EMPTY : mediaTime));
            }
        }
        return new EditList(List.copyOf(entries), movieTimescale);
    }

    /** The edits of a file whose list says nothing: from a time on. */
    EditList orAllFrom(long mediaTime) {
        return entries.isEmpty() && mediaTime > 0
                ? new EditList(List.of(new Entry(0, mediaTime)), movieTimescale)
                : this;
    }

    /**
     * The edits of a file that goes on in fragments: a list that ends with the media before these is not of the fragments
     * (§8.8.2).
     *
     * @param mediaTime when the fragments begin, in ticks of the media; 0 if they are the whole media
     */
    EditList orOnFrom(long mediaTime, long timescale) {
        if (entries.isEmpty() || mediaTime == 0) {
            return this;
        }
        Entry last = entries.getLast();
        long end = last.mediaTime() + Ticks.rescale(last.duration(), movieTimescale, timescale);
        long tick = timescale / movieTimescale + 1;
        if (last.duration() == 0 || last.mediaTime() < 0 || end > mediaTime + tick) {
            return this;
        }
        List<Entry> more = new ArrayList<>(entries);
        if (end >= mediaTime - tick) { // It ends with the media as nearly as the movie's ticks can tell.
            more.removeLast();
            more.add(new Entry(0, last.mediaTime()));
        } else {
            more.add(new Entry(0, mediaTime));
        }
        return new EditList(List.copyOf(more), movieTimescale);
    }

    /** Returns the time in which nothing plays before the first sound. */
    Duration delay() {
        long ticks = 0;
        for (int i = 0; i < entries.size() && entries.get(i).mediaTime() < 0; i++) {
            ticks = Math.addExact(ticks, entries.get(i).duration());
        }
        return Ticks.toDuration(ticks, movieTimescale);
    }

    /** Returns the edits in samples. What is rounded in one is made good in the next. */
    List<Edit> inSamples(long rate) {
        List<Edit> edits = new ArrayList<>();
        long begin = 0;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            boolean toTheEnd = entry.duration() == 0 && i == entries.size() - 1 && entry.mediaTime() >= 0;
            long end = Math.addExact(begin, entry.duration());
            long samples = Ticks.rescale(end, movieTimescale, rate) - Ticks.rescale(begin, movieTimescale, rate);
            edits.add(new Edit(Math.max(entry.mediaTime(), Edit.EMPTY), toTheEnd ? Edit.TO_THE_END : samples));
            begin = end;
        }
        return edits;
    }
}
