package org.soundlift.converter.mp4;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.SeekableByteChannel;

/**
 * One track as a file of its own (ISO/IEC 14496-12), tables first, so that it can be read through a pipe. It holds what
 * is needed to decode the sound: sample descriptions, sizes, and times without any gap, all written anew, and the samples in
 * the order in which they are played. It has no edit list. Nothing else of the source goes into it.
 */
public final class LiftedFile {
    private final byte[] head;
    private final Chunks chunks;
    private final SeekableByteChannel source;

    /** Keeps nothing of the tables that were read: they may be large, and the conversion may last. */
    private LiftedFile(byte[] head, Chunks chunks, SeekableByteChannel source) {
        this.head = head;
        this.chunks = chunks;
        this.source = source;
    }

    static LiftedFile of(SoundDescription description, Units units, SeekableByteChannel source) {
        return new LiftedFile(LiftedHead.of(description, units), units.chunks(), source);
    }

    /** Returns the size of the file, bytes. */
    public long bytes() {
        return head.length + chunks.totalBytes();
    }

    /** Reads the samples alone. */
    public InputStream openSamples() {
        return new ChunkStream(chunks, source);
    }

    /** Reads the file from its beginning; closing the stream does not close the source. */
    public InputStream open() {
        return new SequenceInputStream(new ByteArrayInputStream(head), openSamples());
    }
}
