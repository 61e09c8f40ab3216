package org.soundlift.mp4;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.soundlift.core.job.ConversionException;

/** Reads the samples of tracks in movie fragments (ISO/IEC 14496-12 §8.8) and checks them against the file. */
final class Fragments {
    private static final Defaults NO_DEFAULTS = new Defaults(0, 0, 1);

    private final Map<Integer, Candidate> candidates = new HashMap<>();
    private final long fileBytes;
    private final BoxBudget budget;
    /** Samples of all tracks. */
    private long listed;

    private final Map<Integer, Defaults> movieDefaults = new HashMap<>();

    /** The defaults for samples of a run: {@code trex} (§8.8.3), overridden by {@code tfhd} (§8.8.7). */
    private record Defaults(long duration, long bytes, int description) {}

    /**
     * Reads the movie's defaults.
     *
     * @param tracks to read: the samples of the movie itself are read already
     * @param budget of the fragments' boxes
     */
    Fragments(List<Candidate> tracks, Box movie, long fileBytes, BoxBudget movieBudget, BoxBudget budget)
            throws ConversionException {
        tracks.forEach(candidate -> candidates.put(candidate.track().id(), candidate));
        this.fileBytes = fileBytes;
        this.budget = budget;
        Optional<Box> extend = movie.child("mvex", movieBudget);
        if (extend.isPresent()) {
            for (Box box : extend.get().children(movieBudget)) {
                if (box.type().equals("trex")) {
                    ByteBuffer data = box.fullData();
                    int id = data.getInt();
                    int index = data.getInt();
                    movieDefaults.put(id, new Defaults(unsigned(data), unsigned(data), index));
                }
            }
        }
    }

    /** Returns how long the whole is (box {@code mehd}, §8.8.2), in ticks of the movie; 0 if nothing tells. */
    static long declaredTicks(Box movie, BoxBudget budget) throws ConversionException {
        Optional<Box> extend = movie.child("mvex", budget);
        Optional<Box> header = extend.isPresent() ? extend.get().child("mehd", budget) : Optional.empty();
        return header.map(box -> box.version() == 1
                        ? box.fullData().getLong()
                        : Integer.toUnsignedLong(box.fullData().getInt()))
                .orElse(0L);
    }

    private static long unsigned(ByteBuffer data) {
        return Integer.toUnsignedLong(data.getInt());
    }

    /**
     * Adds the samples of a fragment.
     *
     * @param offset where its box begins in the file
     */
    void add(Box fragment, long offset) throws ConversionException {
        long behindLast = offset;
        for (Box track : fragment.children(budget)) {
            if (track.type().equals("traf")) {
                behindLast = addTrack(track, offset, behindLast);
            }
        }
    }

    /** Adds a track's part; returns where its data end, which is where the next track's begin if that says nothing. */
    private long addTrack(Box track, long fragmentOffset, long behindLast) throws ConversionException {
        Box header = track.required("tfhd", budget);
        ByteBuffer data = header.fullData();
        int id = data.getInt();
        int flags = header.flags();
        boolean fromFragment = (flags & 0x2_0000) != 0;
        long base = (flags & 0x1) != 0 ? data.getLong() : fromFragment ? fragmentOffset : behindLast;
        Defaults movie = movieDefaults.getOrDefault(id, NO_DEFAULTS);
        int index = (flags & 0x2) != 0 ? data.getInt() : movie.description();
        long duration = (flags & 0x8) != 0 ? unsigned(data) : movie.duration();
        long bytes = (flags & 0x10) != 0 ? unsigned(data) : movie.bytes();
        Defaults defaults = new Defaults(duration, bytes, index);
        long end = base;
        Candidate candidate = candidates.get(id);
        for (Box box : track.children(budget)) {
            if (candidate != null && box.type().equals("tfdt")) {
                candidate
                        .samples()
                        .times()
                        .nextAt(box.version() == 1 ? box.fullData().getLong() : unsigned(box.fullData()));
            } else if (box.type().equals("trun")) {
                end = candidate != null
                        ? addRun(box, base, end, defaults, candidate)
                        : endOfRun(box, base, end, defaults);
            }
        }
        return end;
    }

    /** Returns the begin of a run's data (§8.8.8): where it says, or else behind the run before. */
    private static long begin(Box run, ByteBuffer data, long base, long behindLast) {
        boolean placed = (run.flags() & 0x1) != 0;
        long begin = placed ? Math.addExact(base, data.getInt()) : behindLast;
        if ((run.flags() & 0x4) != 0) {
            data.getInt(); // The first sample's flags.
        }
        return begin;
    }

    private long addRun(Box run, long base, long behindLast, Defaults defaults, Candidate candidate)
            throws ConversionException {
        Samples samples = candidate.samples();
        int flags = run.flags();
        ByteBuffer data = run.fullData();
        long count = unsigned(data);
        long begin = begin(run, data, base, behindLast);
        if (samples.isCut()) {
            return begin;
        }
        long first = samples.sizes().count();
        listed += count;
        Sizes.require(Math.max(first + count, listed), Sizes.MAX_LISTED);
        long end = begin;
        for (long i = 0; i < count; i++) {
            samples.times().add(1, (flags & 0x100) != 0 ? unsigned(data) : defaults.duration());
            long bytes = (flags & 0x200) != 0 ? unsigned(data) : defaults.bytes();
            samples.sizes().add(1, bytes);
            end = Math.addExact(end, bytes);
            data.position(data.position() + ((flags & 0x400) != 0 ? 4 : 0) + ((flags & 0x800) != 0 ? 4 : 0));
        }
        int description = candidate.track().description().index(defaults.description());
        samples.addChunk(begin, first, count, end - begin, description, fileBytes);
        return end;
    }

    /** Steps over a run of another track. */
    private static long endOfRun(Box run, long base, long behindLast, Defaults defaults) {
        int flags = run.flags();
        ByteBuffer data = run.fullData();
        long count = unsigned(data);
        long end = begin(run, data, base, behindLast);
        if ((flags & 0x200) == 0) {
            return Math.addExact(end, Math.multiplyExact(count, defaults.bytes()));
        }
        int before = (flags & 0x100) != 0 ? 4 : 0;
        int after = ((flags & 0x400) != 0 ? 4 : 0) + ((flags & 0x800) != 0 ? 4 : 0);
        for (long i = 0; i < count; i++) {
            data.position(data.position() + before);
            end = Math.addExact(end, unsigned(data));
            data.position(data.position() + after);
        }
        return end;
    }
}
