package org.soundlift.converter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaStore;

/**
 * A video in a store, read where it is needed and never copied. One stream is kept open as long as reading goes on a
 * little further ahead; a store in the network would otherwise be asked for thousands of small ranges.
 */
final class StoredVideo implements SeekableByteChannel {
    /** What is read faster than a store in the network answers. */
    private static final long SKIPPED_BYTES = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private final MediaStore store;
    private final MediaId id;
    private final long size;
    private @Nullable InputStream stream;
    private long streamPosition;
    private long position;
    private boolean closed;

    private StoredVideo(MediaStore store, MediaId id, long size) {
        this.store = store;
        this.id = id;
        this.size = size;
    }

    /** @throws NoSuchFileException if the store has no such video */
    static StoredVideo open(MediaStore store, MediaId id) throws IOException {
        return new StoredVideo(
                store, id, store.size(id).orElseThrow(() -> new NoSuchFileException("video " + id.value())));
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (position >= size) {
            return -1;
        }
        byte[] buffer = new byte[Math.min(target.remaining(), BUFFER_BYTES)];
        int count = streamAt(position).read(buffer);
        if (count > 0) {
            target.put(buffer, 0, count);
            position += count;
            streamPosition = position;
        }
        return count;
    }

    private InputStream streamAt(long wanted) throws IOException {
        InputStream open = stream;
        if (open != null && wanted >= streamPosition && wanted - streamPosition <= SKIPPED_BYTES) {
            open.skipNBytes(wanted - streamPosition);
        } else {
            closeStream();
            open = store.read(id, wanted, size - wanted);
            stream = open;
        }
        streamPosition = wanted;
        return open;
    }

    private void closeStream() throws IOException {
        InputStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        closeStream();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }
}
