package org.soundlift.converter.mp4;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.soundlift.converter.ConversionException;
import org.soundlift.core.job.FailureCode;

/** Sums the sample tables of box {@code stbl} (ISO/IEC 14496-12 §8.6, §8.7) and checks them against the file. */
final class SampleTables {
    private final Box table;
    private final SoundDescription description;
    private final long fileBytes;
    private final BoxBudget budget;

    private SampleTables(Track track, long fileBytes) {
        this.table = track.sampleTable();
        this.description = track.description();
        this.fileBytes = fileBytes;
        this.budget = track.budget();
    }

    /**
     * The totals of the samples outside of fragments.
     *
     * @throws ConversionException {@code TRUNCATED_MEDIA} if a chunk lies beyond the end of the file
     */
    static SampleTotals of(Track track, long fileBytes) throws ConversionException {
        return new SampleTables(track, fileBytes).totals();
    }

    private SampleTotals totals() throws ConversionException {
        SampleSizes sizes = SampleSizes.of(table, description, budget);
        SampleTotals totals = times(sizes.count());
        if (totals.samples() > 0) {
            requireChunksWithinFile(sizes);
        }
        return totals;
    }

    /** Box {@code stts} (§8.6.1.2), up to the number of samples that have a size. */
    private SampleTotals times(long samples) throws ConversionException {
        ByteBuffer data = table.required("stts", budget).fullData();
        long entries = SampleSizes.entryCount(data, 8);
        long timed = 0;
        long ticks = 0;
        for (long i = 0; i < entries && timed < samples; i++) {
            long count = Math.min(Integer.toUnsignedLong(data.getInt()), samples - timed);
            long delta = Integer.toUnsignedLong(data.getInt());
            timed += count;
            ticks = Math.addExact(ticks, Math.multiplyExact(count, delta));
        }
        return new SampleTotals(timed, ticks);
    }

    private void requireChunksWithinFile(SampleSizes sizes) throws ConversionException {
        Optional<Box> wide = table.child("co64", budget);
        ByteBuffer offsets = (wide.isPresent() ? wide.get() : table.required("stco", budget)).fullData();
        long chunks = SampleSizes.entryCount(offsets, wide.isPresent() ? 8 : 4);
        SamplesPerChunk runs =
                new SamplesPerChunk(table.required("stsc", budget).fullData());
        long first = 0;
        for (long chunk = 1; chunk <= chunks && first < sizes.count(); chunk++) {
            long offset = wide.isPresent() ? offsets.getLong() : Integer.toUnsignedLong(offsets.getInt());
            long count = Math.min(runs.inChunk(chunk), sizes.count() - first);
            long end = Math.addExact(offset, sizes.bytes(first, count));
            if (offset < 0 || end > fileBytes) {
                throw new ConversionException(
                        FailureCode.TRUNCATED_MEDIA, "chunk ends at " + end + ", the file at " + fileBytes);
            }
            first += count;
        }
    }
}
