package org.soundlift.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/** Reads the sample tables of box {@code stbl} (ISO/IEC 14496-12 §8.6, §8.7) and checks them against the file. */
final class SampleTables {
    private final Box table;
    private final SoundDescription description;
    private final long fileBytes;
    private final BoxBudget budget;
    private final Samples samples;

    private SampleTables(Track track, long fileBytes, Samples samples) {
        this.table = track.sampleTable();
        this.description = track.description();
        this.fileBytes = fileBytes;
        this.budget = track.budget();
        this.samples = samples;
    }

    /** Adds the samples outside of fragments. */
    static void read(Track track, long fileBytes, Samples samples) throws ConversionException {
        new SampleTables(track, fileBytes, samples).read();
    }

    private void read() throws ConversionException {
        Optional<Box> compact = table.child("stz2", budget);
        if (compact.isPresent()) {
            readCompactSizes(compact.get());
        } else {
            readSizes(table.required("stsz", budget));
        }
        readTimes(samples.sizes().count());
        if (samples.sizes().count() > 0) {
            readChunks();
        }
    }

    private void readSizes(Box box) throws ConversionException {
        ByteBuffer data = box.fullData();
        long constant = Integer.toUnsignedLong(data.getInt());
        if (constant > 0) {
            samples.sizes().add(Integer.toUnsignedLong(data.getInt()), constant);
            return;
        }
        long count = entryCount(data, 4);
        for (long i = 0; i < count; i++) {
            samples.sizes().add(1, Integer.toUnsignedLong(data.getInt()));
        }
    }

    /** Box {@code stz2} (§8.7.3.3): fields of 4, 8 or 16 bits. */
    private void readCompactSizes(Box box) throws ConversionException {
        ByteBuffer data = box.fullData();
        int bits = data.getInt() & 0xFF;
        if (bits != 4 && bits != 8 && bits != 16) {
            throw new ConversionException(FailureCode.MALFORMED_MEDIA, "stz2 with fields of " + bits + " bits");
        }
        long count = Integer.toUnsignedLong(data.getInt());
        ByteBuffer fields = data.slice();
        if ((count * bits + 7) / 8 > fields.remaining()) {
            throw new BufferUnderflowException();
        }
        for (int i = 0; i < count; i++) {
            int size = switch (bits) {
                case 4 -> (fields.get(i / 2) >> (i % 2 == 0 ? 4 : 0)) & 0xF;
                case 8 -> fields.get(i) & 0xFF;
                default -> Short.toUnsignedInt(fields.getShort(i * 2));
            };
            samples.sizes().add(1, size);
        }
    }

    /** Box {@code stts} (§8.6.1.2), up to the number of samples that have a size. */
    private void readTimes(long count) throws ConversionException {
        ByteBuffer data = table.required("stts", budget).fullData();
        long entries = entryCount(data, 8);
        Times times = samples.times();
        for (long i = 0; i < entries && times.samples() < count; i++) {
            long run = Math.min(Integer.toUnsignedLong(data.getInt()), count - times.samples());
            times.add(run, Integer.toUnsignedLong(data.getInt()));
        }
        if (!countsTicks()) {
            Sizes.require(count, Sizes.MAX_LISTED);
        }
    }

    private void readChunks() throws ConversionException {
        Optional<Box> wide = table.child("co64", budget);
        ByteBuffer offsets = (wide.isPresent() ? wide.get() : table.required("stco", budget)).fullData();
        long chunks = entryCount(offsets, wide.isPresent() ? 8 : 4);
        SamplesPerChunk runs =
                new SamplesPerChunk(table.required("stsc", budget).fullData());
        long count = samples.sizes().count();
        long first = 0;
        for (long chunk = 1; chunk <= chunks && first < count; chunk++) {
            long offset = wide.isPresent() ? offsets.getLong() : Integer.toUnsignedLong(offsets.getInt());
            runs.advanceTo(chunk);
            long inChunk = Math.min(runs.samples(), count - first);
            long whole = countsTicks() ? description.inWholePackets(inChunk) : inChunk;
            long bytes = bytes(first, whole);
            int index = description.index(runs.description());
            if (countsTicks()) {
                samples.addTicks(offset, whole, bytes, description.ticksPerPacket(), index, fileBytes);
            } else {
                samples.addChunk(offset, first, whole, bytes, index, fileBytes);
            }
            first += inChunk;
        }
    }

    private boolean countsTicks() throws ConversionException {
        return description.countsTicks(samples);
    }

    /** Returns the bytes of the samples; where ticks are counted, their size in the table is often none. */
    private long bytes(long first, long count) throws ConversionException {
        return countsTicks()
                ? description.bytesOfTicks(count, samples.sizes().bytes(0))
                : samples.sizes().sum(first, count);
    }

    /** Reads a table's number of entries and makes sure that they are all there. */
    static long entryCount(ByteBuffer data, int entryBytes) {
        long count = Integer.toUnsignedLong(data.getInt());
        if (count * entryBytes > data.remaining()) {
            throw new BufferUnderflowException();
        }
        return count;
    }
}
