package org.soundlift.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.soundlift.mp4.timeline.Edit;
import org.soundlift.mp4.timeline.Playback.Step;

/**
 * An edit list to be written (ISO/IEC 14496-12 §8.6.6), whose movie has the time scale of its media.
 *
 * @param entries one after the other
 */
record WrittenEdits(List<EditList.Entry> entries) {
    /** All samples play. */
    static final WrittenEdits NONE = new WrittenEdits(List.of());

    private static final int ENTRY_BYTES = 20;
    private static final int RATE_1 = 0x1_0000;

    /**
     * The edits that play what some steps make of samples.
     *
     * @param samples all that there are
     */
    static WrittenEdits of(List<Step> steps, long samples) {
        List<EditList.Entry> entries = new ArrayList<>();
        long position = 0;
        for (Step step : steps) {
            switch (step) {
                case Step.Skip(long skipped) -> position += skipped;
                case Step.Pause(long silent) -> entries.add(new EditList.Entry(silent, Edit.EMPTY));
                case Step.Take(long taken) -> {
                    EditList.Entry next = new EditList.Entry(taken, position);
                    boolean goesOn = !entries.isEmpty() && isFollowed(entries.getLast(), next);
                    entries.add(goesOn ? joined(entries.removeLast(), next) : next);
                    position += taken;
                }
                case Step.UpTo _, Step.Rest _ -> {
                    entries.add(new EditList.Entry(Math.max(0, samples - position), position));
                    position = samples;
                }
            }
        }
        return new WrittenEdits(entries);
    }

    private static boolean isFollowed(EditList.Entry one, EditList.Entry next) {
        return one.mediaTime() >= 0 && one.mediaTime() + one.duration() == next.mediaTime();
    }

    private static EditList.Entry joined(EditList.Entry one, EditList.Entry next) {
        return new EditList.Entry(one.duration() + next.duration(), one.mediaTime());
    }

    /** Returns how long all of them play, in samples. */
    long duration() {
        return entries.stream().mapToLong(EditList.Entry::duration).sum();
    }

    OutBox box() {
        ByteBuffer list = ByteBuffer.allocate(Integer.BYTES + entries.size() * ENTRY_BYTES);
        list.putInt(entries.size());
        entries.forEach(entry ->
                list.putLong(entry.duration()).putLong(entry.mediaTime()).putInt(RATE_1));
        return OutBox.of("edts", OutBox.full("elst", 1, 0, list.flip()));
    }
}
