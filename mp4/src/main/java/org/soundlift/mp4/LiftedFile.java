package org.soundlift.mp4;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;
import org.soundlift.core.job.ConversionException;

/**
 * One track as a file of its own (ISO/IEC 14496-12), tables first, so that it can be read through a pipe. It holds what
 * is needed to decode the sound: sample descriptions, sizes, and times without any gap, all written anew, and the samples in
 * the order in which they are played. It has no edit list. Nothing else of the source goes into it.
 */
public final class LiftedFile {
    private final byte[] head;
    private final long sampleBytes;
    private final Supplier<InputStream> samples;

    /** Keeps nothing of the tables that were read: they may be large, and the conversion may last. */
    private LiftedFile(byte[] head, long sampleBytes, Supplier<InputStream> samples) {
        this.head = head;
        this.sampleBytes = sampleBytes;
        this.samples = samples;
    }

    static LiftedFile of(SoundDescription description, Units units, Ranges source) {
        Chunks chunks = units.chunks();
        byte[] head = LiftedHead.ofSound(description.lifted(units.rate()), description.type(), units)
                .bytes();
        return new LiftedFile(head, chunks.totalBytes(), () -> new ChunkStream(chunks, source));
    }

    /** Two tracks of one channel as one of two channels; both are of the form and length that {@code description} tells. */
    static LiftedFile ofStereo(SoundDescription description, Units left, Units right, Ranges source)
            throws ConversionException {
        PcmForm form = description.monoPcm().orElseThrow();
        int bytes = form.bits() / 8;
        Chunks one = left.chunks();
        Chunks other = right.chunks();
        Units both = left.withBytes(2L * bytes);
        byte[] head = LiftedHead.ofSound(description.liftedStereo(form, left.rate()), description.type(), both)
                .bytes();
        return new LiftedFile(
                head,
                both.chunks().totalBytes(),
                () -> new TwoTracks(new ChunkStream(one, source), new ChunkStream(other, source), bytes));
    }

    /** Returns the size of the file, bytes. */
    public long bytes() {
        return head.length + sampleBytes;
    }

    /** Reads the samples alone. */
    public InputStream openSamples() {
        return samples.get();
    }

    /** Reads the file from its beginning; closing the stream does not close the source. */
    public InputStream open() {
        return new JoinedStream(List.of(new ByteArrayInputStream(head), openSamples()));
    }
}
