package org.soundlift.converter.mp4;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.SeekableByteChannel;
import org.soundlift.core.job.ConversionException;

/**
 * One track as a file of its own (ISO/IEC 14496-12), tables first, so that it can be read through a pipe. It holds what
 * is needed to decode the sound: sample descriptions, sizes, times, the edit list, all written anew, and the samples.
 * Nothing else of the source goes into it.
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

    static LiftedFile of(Track track, Samples samples, SeekableByteChannel source)
            throws IOException, ConversionException {
        String codec = track.description().codec();
        if (!AmrFrames.isAmr(codec)) {
            byte[] head = LiftedHead.of(track, samples, (int) track.timescale());
            return new LiftedFile(head, samples.chunks(), source);
        }
        InputStream data = new ChunkStream(samples.chunks(), source);
        Samples frames = AmrFrames.split(codec, samples, data);
        return new LiftedFile(LiftedHead.of(track, frames, AmrFrames.sampleRate(codec)), frames.chunks(), source);
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
