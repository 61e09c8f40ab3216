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
 * A video in a store, read where it is needed and never copied. It asks for little where reading begins anew, and for
 * more the longer it goes on ahead: a store in the network should neither send bytes in vain nor answer thousands of
 * requests.
 */
final class StoredVideo implements SeekableByteChannel {
    private static final long FIRST_BYTES = 1 << 16;
    private static final long MOST_BYTES = 1 << 26;
    /** A gap that is read in less time than a store in the network needs for an answer. */
    private static final long SKIPPED_BYTES = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private final MediaStore store;
    private final MediaId id;
    private final long size;
    private @Nullable InputStream stream;
    private long streamPosition;
    private long streamEnd;
    private long window = FIRST_BYTES;
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
        InputStream in = streamAt(position);
        byte[] buffer = new byte[(int) Math.min(Math.min(target.remaining(), BUFFER_BYTES), streamEnd - position)];
        int count = in.read(buffer);
        if (count > 0) {
            target.put(buffer, 0, count);
            position += count;
            streamPosition = position;
        }
        return count;
    }

    private InputStream streamAt(long wanted) throws IOException {
        InputStream open = stream;
        long gap = wanted - streamPosition;
        boolean ahead = gap >= 0 && gap <= SKIPPED_BYTES;
        if (open != null && ahead && wanted < streamEnd) {
            open.skipNBytes(gap);
        } else {
            closeStream();
            window = ahead ? Math.min(2 * window, MOST_BYTES) : FIRST_BYTES;
            long length = Math.min(window, size - wanted);
            open = store.read(id, wanted, length);
            stream = open;
            streamEnd = wanted + length;
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
