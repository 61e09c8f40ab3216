package org.soundlift.converter.mp3;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.soundlift.core.media.InsufficientStorageException;

/** A file that is being written: the tag, for which room is left until all is known, and the frames. */
public final class TaggedMp3File implements FrameSink, AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final FileChannel file;
    private final OutputStream out;
    private final XingTagWriter tag = new XingTagWriter();

    /** Begins a file; one that is there is overwritten. */
    public TaggedMp3File(Path target) throws IOException {
        this.target = target;
        this.file = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        this.out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES);
    }

    @Override
    public void write(byte[] frame) throws IOException {
        tag.add(frame);
        try {
            if (tag.frames() == 1) {
                out.write(new byte[tag.length()]);
            }
            out.write(frame);
        } catch (IOException e) {
            throw InsufficientStorageException.reason(e, target.toFile());
        }
    }

    /** Returns the number of frames that were written. */
    public long frames() {
        return tag.frames();
    }

    /**
     * Writes the tag; no frames may follow.
     *
     * @param samples of each channel that the frames stand for, without what the encoder added before and behind
     */
    public void finish(EncoderInfo encoder, long samples) throws IOException {
        try {
            out.flush();
            if (tag.frames() > 0) {
                file.write(ByteBuffer.wrap(tag.toBytes(encoder, samples)), 0);
            }
        } catch (IOException e) {
            throw InsufficientStorageException.reason(e, target.toFile());
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
