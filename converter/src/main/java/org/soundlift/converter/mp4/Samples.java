package org.soundlift.converter.mp4;

import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/** All samples of a track in the order of decoding, wherever in the file they are listed. */
final class Samples {
    private final Times times = new Times();
    private final Sizes sizes = new Sizes();
    private final Chunks chunks = new Chunks();
    private boolean isCut;
    private long ticksBeforeFragments;

    Times times() {
        return times;
    }

    Sizes sizes() {
        return sizes;
    }

    Chunks chunks() {
        return chunks;
    }

    /**
     * Notes that all that follows is in fragments.
     *
     * @throws ConversionException if the tables so far are of different numbers of samples, so that nothing can be appended
     */
    void beginFragments() throws ConversionException {
        boolean agree = times.samples() == sizes.count() && chunks.totalSamples() == sizes.count();
        if (!isCut && !agree) {
            throw new ConversionException(
                    FailureCode.MALFORMED_MEDIA, "tables of samples that disagree, then fragments");
        }
        ticksBeforeFragments = times.ticks();
    }

    /** Returns how long the samples before the fragments last, in ticks. */
    long ticksBeforeFragments() {
        return ticksBeforeFragments;
    }

    /** Returns the number of samples whose bytes are in the file. */
    long present() {
        return Math.min(sizes.count(), chunks.totalSamples());
    }

    /** Returns the number of samples that the tables declare. */
    long declared() {
        return isCut ? sizes.count() : Math.max(present(), Math.min(times.samples(), sizes.count()));
    }

    /** Returns whether the file ends before the samples do. */
    boolean isCut() {
        return isCut;
    }

    /**
     * Adds the samples of a chunk that lie in the file.
     *
     * @param first the chunk's first sample
     * @param count of its samples
     * @param bytes of them all
     * @param description index of their sample description
     */
    void addChunk(long offset, long first, long count, long bytes, int description, long fileBytes)
            throws ConversionException {
        if (isCut || count <= 0) {
            return;
        }
        long end = Math.addExact(offset, bytes);
        if (offset >= 0 && end <= fileBytes) {
            chunks.add(offset, bytes, count, description);
            return;
        }
        isCut = true;
        long whole = 0;
        long wholeBytes = 0;
        while (offset >= 0 && whole < count && offset + wholeBytes + sizes.bytes(first + whole) <= fileBytes) {
            wholeBytes += sizes.bytes(first + whole);
            whole++;
        }
        if (whole > 0) {
            chunks.add(offset, wholeBytes, whole, description);
        }
    }

    /** Adds the ticks of a chunk that lie in the file, where samples are counted by packets. */
    void addTicks(long offset, long ticks, long bytes, long ticksPerPacket, int description, long fileBytes)
            throws ConversionException {
        if (isCut || ticks <= 0) {
            return;
        }
        long end = Math.addExact(offset, bytes);
        if (offset >= 0 && end <= fileBytes) {
            chunks.add(offset, bytes, ticks, description);
            return;
        }
        isCut = true;
        long packets = ticks / ticksPerPacket;
        long packetBytes = bytes / packets;
        long whole = offset < 0 || packetBytes == 0 ? 0 : Math.clamp((fileBytes - offset) / packetBytes, 0, packets);
        if (whole > 0) {
            chunks.add(offset, whole * packetBytes, whole * ticksPerPacket, description);
        }
    }
}
