package org.soundlift.storage.gridfs;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.bson.BsonValue;
import org.soundlift.core.media.PartialMedia;

/**
 * A file of GridFS that grows piece by piece: whole chunks as they will stay, and the beginning of the next one beside them, in the note
 * that says that the file is not whole.
 */
final class ArrivingGridFsFile extends PartialMedia {
    private static final long TOUCH_NANOS = Duration.ofMinutes(1).toNanos();

    private final GridFsFiles files;
    private final String id;
    private final BsonValue fileId;
    private final byte[] chunk = new byte[GridFsFiles.CHUNK_BYTES];
    private int chunks;
    private int filled;
    private long durable;
    private long touchedAt = System.nanoTime();

    ArrivingGridFsFile(GridFsFiles files, String id, GridFsFiles.Arriving arriving) {
        this.files = files;
        this.id = id;
        this.fileId = arriving.fileId();
        this.chunks = arriving.chunks();
        this.filled = arriving.begun().length();
        System.arraycopy(arriving.begun().getData(), 0, chunk, 0, filled);
        this.durable = arriving.bytes();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        GridFsCalls.io(() -> {
            int from = offset;
            int left = length;
            while (left > 0) {
                int count = Math.min(left, chunk.length - filled);
                System.arraycopy(bytes, from, chunk, filled, count);
                filled += count;
                from += count;
                left -= count;
                if (filled == chunk.length) {
                    writeChunk();
                }
            }
            return true;
        });
    }

    private void writeChunk() throws IOException {
        if (System.nanoTime() - touchedAt > TOUCH_NANOS) {
            files.touch(fileId);
            touchedAt = System.nanoTime();
        }
        files.putChunk(fileId, chunks, Arrays.copyOf(chunk, filled));
        chunks++;
        filled = 0;
        durable = (long) chunks * GridFsFiles.CHUNK_BYTES;
    }

    @Override
    public void flush() throws IOException {
        GridFsCalls.io(() -> {
            files.noteBegun(fileId, chunks, Arrays.copyOf(chunk, filled));
            durable = (long) chunks * GridFsFiles.CHUNK_BYTES + filled;
            return true;
        });
    }

    @Override
    public long durable() {
        return durable;
    }

    @Override
    public void commit() throws IOException {
        GridFsCalls.io(() -> {
            files.touch(fileId);
            long length = (long) chunks * GridFsFiles.CHUNK_BYTES + filled;
            if (filled > 0) {
                files.putChunk(fileId, chunks, Arrays.copyOf(chunk, filled));
            }
            files.putFile(id, fileId, length);
            files.finished(id, fileId);
            return true;
        });
    }

    @Override
    public void close() {}
}
