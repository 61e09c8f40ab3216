package org.soundlift.storage.gridfs;

import com.mongodb.client.gridfs.GridFSUploadStream;
import java.io.IOException;
import java.time.Duration;
import org.bson.BsonObjectId;
import org.bson.types.ObjectId;
import org.soundlift.core.media.MediaWriter;

/** A file on its way into GridFS: its chunks are written as they fill up, its document last. */
final class GridFsWriter extends MediaWriter {
    /** Far shorter than the time after which an unfinished file counts as abandoned. */
    private static final long TOUCH_NANOS = Duration.ofMinutes(1).toNanos();

    private final GridFsFiles files;
    private final String id;
    private final BsonObjectId fileId;
    private final GridFSUploadStream out;
    private long touchedAt = System.nanoTime();
    private boolean committed;

    GridFsWriter(GridFsFiles files, String id) {
        this.files = files;
        this.id = id;
        ObjectId unique = new ObjectId();
        this.fileId = new BsonObjectId(unique);
        this.out = files.create(id, unique);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        GridFsCalls.io(() -> {
            if (System.nanoTime() - touchedAt > TOUCH_NANOS) {
                files.touch(fileId);
                touchedAt = System.nanoTime();
            }
            out.write(bytes, offset, length);
            return true;
        });
    }

    @Override
    public void commit() throws IOException {
        GridFsCalls.io(() -> {
            files.touch(fileId);
            out.close();
            committed = true;
            files.finished(id, fileId);
            return true;
        });
    }

    /** Also when the commit has failed: then the file was never announced. */
    @Override
    public void close() throws IOException {
        if (!committed) {
            GridFsCalls.io(() -> {
                files.remove(fileId);
                return true;
            });
        }
    }
}
