package org.soundlift.converter.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.soundlift.converter.ConversionException;
import org.soundlift.core.job.FailureCode;

/**
 * How large the samples are: boxes {@code stsz} and {@code stz2} (ISO/IEC 14496-12 §8.7.3).
 *
 * @param count how many samples there are
 * @param constantBytes the size of each, or 0 where {@code table} lists them
 * @param table their sizes, {@code fieldBits} each
 */
record SampleSizes(long count, long constantBytes, ByteBuffer table, int fieldBits) {
    /** 25 hours of AAC at 44.1 kHz. */
    private static final long MAX_SAMPLES = 4_000_000;
    /** In PCM each tick is a sample: 12 hours at 192 kHz. They cost no memory, being all of one size. */
    private static final long MAX_PCM_SAMPLES = 12L * 3600 * 192_000;

    private static final long UNKNOWN = -1;

    static SampleSizes of(Box sampleTable, SoundDescription description, BoxBudget budget) throws ConversionException {
        Optional<Box> compact = sampleTable.child("stz2", budget);
        SampleSizes sizes = compact.isPresent() ? compact(compact.get()) : plain(sampleTable.required("stsz", budget));
        boolean ticks = description.countsTicks() && sizes.constantBytes > 0;
        long limit = ticks ? MAX_PCM_SAMPLES : MAX_SAMPLES;
        if (sizes.count > limit) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, sizes.count + " samples");
        }
        // Of packed ticks the size says nothing: only where a chunk begins can be checked.
        return ticks && !description.isPcm() ? new SampleSizes(sizes.count, UNKNOWN, sizes.table, 0) : sizes;
    }

    private static SampleSizes plain(Box box) {
        ByteBuffer data = box.fullData();
        long constant = Integer.toUnsignedLong(data.getInt());
        long count = constant == 0 ? entryCount(data, 4) : Integer.toUnsignedLong(data.getInt());
        return new SampleSizes(count, constant, data.slice(), 32);
    }

    private static SampleSizes compact(Box box) throws ConversionException {
        ByteBuffer data = box.fullData();
        int bits = data.getInt() & 0xFF;
        if (bits != 4 && bits != 8 && bits != 16) {
            throw new ConversionException(FailureCode.MALFORMED_MEDIA, "stz2 with fields of " + bits + " bits");
        }
        long count = Integer.toUnsignedLong(data.getInt());
        if ((count * bits + 7) / 8 > data.remaining()) {
            throw new BufferUnderflowException();
        }
        return new SampleSizes(count, 0, data.slice(), bits);
    }

    /** Reads a table's number of entries and makes sure that they are all there. */
    static long entryCount(ByteBuffer data, int entryBytes) {
        long count = Integer.toUnsignedLong(data.getInt());
        if (count * entryBytes > data.remaining()) {
            throw new BufferUnderflowException();
        }
        return count;
    }

    /** The size of {@code samples} samples from {@code first} on, counted from 0. */
    long bytes(long first, long samples) {
        if (constantBytes == UNKNOWN) {
            return 0;
        }
        if (constantBytes > 0) {
            return Math.multiplyExact(constantBytes, samples);
        }
        long sum = 0;
        for (long i = first; i < first + samples; i++) {
            sum += size((int) i);
        }
        return sum;
    }

    private long size(int index) {
        return switch (fieldBits) {
            case 4 -> (table.get(index / 2) >> (index % 2 == 0 ? 4 : 0)) & 0xF;
            case 8 -> table.get(index) & 0xFF;
            case 16 -> Short.toUnsignedLong(table.getShort(index * 2));
            default -> Integer.toUnsignedLong(table.getInt(index * 4));
        };
    }
}
