package org.soundlift.converter.mp3;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a file: the tag, for which room is left until all is known, and the frames. */
public final class Mp3FileWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel file;
    private final OutputStream out;
    private final Mp3Writer writer;
    private final XingTagWriter tag;
    private boolean begun;

    /** Begins a file; one that is there is overwritten. */
    public Mp3FileWriter(Path target, EncoderInfo encoder, boolean useReservoir) throws IOException {
        this.file = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        this.out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES);
        this.writer = new Mp3Writer(this::store, encoder.control(), useReservoir);
        this.tag = new XingTagWriter(encoder);
    }

    /** @throws ReservoirException if the frame does not fit behind those before */
    public void write(AudioFrame frame) throws IOException {
        writer.write(frame);
    }

    private void store(byte[] frame) throws IOException {
        tag.add(frame);
        if (!begun) {
            out.write(new byte[tag.length()]);
            begun = true;
        }
        out.write(frame);
    }

    /**
     * Writes what is left, and the tag.
     *
     * @param samples of each channel that were encoded
     */
    public void finish(long samples) throws IOException {
        writer.close();
        out.flush();
        if (begun) {
            file.write(ByteBuffer.wrap(tag.toBytes(samples)), 0);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
