package org.soundlift.converter.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.soundlift.converter.ConversionException;
import org.soundlift.core.job.FailureCode;

/** Sums one track's samples in movie fragments (ISO/IEC 14496-12 §8.8) and checks them against the file. */
final class Fragments {
    private static final long MAX_SAMPLES = 4_000_000;

    private final int trackId;
    private final Defaults movieDefaults;
    private final long fileBytes;
    private final BoxBudget budget;
    private long samples;
    private long ticks;

    /** What a run's samples are where it does not say: {@code trex} (§8.8.3), overridden by {@code tfhd} (§8.8.7). */
    private record Defaults(long duration, long bytes) {}

    private Fragments(int trackId, Defaults movieDefaults, long fileBytes, BoxBudget budget) {
        this.trackId = trackId;
        this.movieDefaults = movieDefaults;
        this.fileBytes = fileBytes;
        this.budget = budget;
    }

    /**
     * The totals of the track's samples in {@code fragments}.
     *
     * @param offsets where each fragment's box begins in the file
     * @throws ConversionException {@code TRUNCATED_MEDIA} if a sample lies beyond the end of the file
     */
    static SampleTotals of(
            Box movie, int trackId, List<Box> fragments, List<Long> offsets, long fileBytes, BoxBudget budget)
            throws ConversionException {
        if (fragments.isEmpty()) {
            return new SampleTotals(0, 0);
        }
        Fragments sum = new Fragments(trackId, movieDefaults(movie, trackId, budget), fileBytes, budget);
        for (int i = 0; i < fragments.size(); i++) {
            sum.add(fragments.get(i), offsets.get(i));
        }
        return new SampleTotals(sum.samples, sum.ticks);
    }

    private static Defaults movieDefaults(Box movie, int trackId, BoxBudget budget) throws ConversionException {
        Optional<Box> extend = movie.child("mvex", budget);
        if (extend.isPresent()) {
            for (Box box : extend.get().children(budget)) {
                if (box.type().equals("trex") && box.fullData().getInt() == trackId) {
                    ByteBuffer data = box.fullData();
                    data.position(data.position() + 8);
                    return new Defaults(Integer.toUnsignedLong(data.getInt()), Integer.toUnsignedLong(data.getInt()));
                }
            }
        }
        return new Defaults(0, 0);
    }

    private void add(Box fragment, long offset) throws ConversionException {
        for (Box track : fragment.children(budget)) {
            if (track.type().equals("traf") && header(track).fullData().getInt() == trackId) {
                addTrack(track, offset);
            }
        }
    }

    private Box header(Box track) throws ConversionException {
        return track.required("tfhd", budget);
    }

    private void addTrack(Box track, long fragmentOffset) throws ConversionException {
        Box header = header(track);
        ByteBuffer data = header.fullData();
        data.getInt();
        int flags = header.flags();
        long base = (flags & 0x1) != 0 ? data.getLong() : fragmentOffset;
        if ((flags & 0x2) != 0) {
            data.getInt(); // The sample description's index.
        }
        long duration = (flags & 0x8) != 0 ? Integer.toUnsignedLong(data.getInt()) : movieDefaults.duration();
        long bytes = (flags & 0x10) != 0 ? Integer.toUnsignedLong(data.getInt()) : movieDefaults.bytes();
        for (Box box : track.children(budget)) {
            if (box.type().equals("trun")) {
                addRun(box, base, new Defaults(duration, bytes));
            }
        }
    }

    /** A track fragment run (§8.8.8). */
    private void addRun(Box run, long base, Defaults defaults) throws ConversionException {
        int flags = run.flags();
        ByteBuffer data = run.fullData();
        long count = Integer.toUnsignedLong(data.getInt());
        samples = Math.addExact(samples, count);
        if (samples > MAX_SAMPLES) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, samples + " samples");
        }
        boolean placed = (flags & 0x1) != 0;
        long end = Math.addExact(base, placed ? data.getInt() : 0);
        if ((flags & 0x4) != 0) {
            data.getInt(); // The first sample's flags.
        }
        for (long i = 0; i < count; i++) {
            ticks = Math.addExact(
                    ticks, (flags & 0x100) != 0 ? Integer.toUnsignedLong(data.getInt()) : defaults.duration());
            end = Math.addExact(end, (flags & 0x200) != 0 ? Integer.toUnsignedLong(data.getInt()) : defaults.bytes());
            data.position(data.position() + ((flags & 0x400) != 0 ? 4 : 0) + ((flags & 0x800) != 0 ? 4 : 0));
        }
        if (placed && end > fileBytes) {
            throw new ConversionException(
                    FailureCode.TRUNCATED_MEDIA, "fragment ends at " + end + ", the file at " + fileBytes);
        }
    }
}
