package org.soundlift.mp4;

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
        if (!isBroken(offset, count, bytes, description, fileBytes)) {
            return;
        }
        long whole = 0;
        long wholeBytes = 0;
        while (whole < count && offset + wholeBytes + sizes.bytes(first + whole) <= fileBytes) {
            wholeBytes += sizes.bytes(first + whole);
            whole++;
        }
        addPart(offset, whole, wholeBytes, description);
    }

    /** Adds the ticks of a chunk that lie in the file, where samples are counted by packets. */
    void addTicks(long offset, long ticks, long bytes, long ticksPerPacket, int description, long fileBytes)
            throws ConversionException {
        if (!isBroken(offset, ticks, bytes, description, fileBytes)) {
            return;
        }
        long packets = ticks / ticksPerPacket;
        long packetBytes = bytes / packets;
        long whole = packetBytes == 0 ? 0 : Math.clamp((fileBytes - offset) / packetBytes, 0, packets);
        addPart(offset, whole * ticksPerPacket, whole * packetBytes, description);
    }

    /** Adds a chunk that lies in the file. Returns true for the first one of which only a part does: that is the last. */
    private boolean isBroken(long offset, long count, long bytes, int description, long fileBytes)
            throws ConversionException {
        if (isCut || count <= 0) {
            return false;
        }
        boolean isWhole = offset >= 0 && Math.addExact(offset, bytes) <= fileBytes;
        if (isWhole) {
            chunks.add(offset, bytes, count, description);
        }
        isCut = !isWhole;
        return isCut && offset >= 0;
    }

    private void addPart(long offset, long count, long bytes, int description) throws ConversionException {
        if (count > 0) {
            chunks.add(offset, bytes, count, description);
        }
    }
}
