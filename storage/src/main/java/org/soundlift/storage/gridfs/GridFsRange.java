package org.soundlift.storage.gridfs;

import com.mongodb.client.gridfs.GridFSDownloadStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A range of a file. Skipping to its beginning fetches nothing: the driver works out the chunk. */
final class GridFsRange extends InputStream {
    private final GridFSDownloadStream in;
    private long left;

    GridFsRange(GridFSDownloadStream in, long offset, long length) throws IOException {
        this.in = in;
        this.left = length;
        GridFsCalls.io(() -> {
            for (long toSkip = offset; toSkip > 0; ) {
                toSkip -= in.skip(toSkip);
            }
            return true;
        });
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = GridFsCalls.io(() -> in.read(bytes, offset, (int) Math.min(length, left)));
        if (count < 0) {
            throw new EOFException("the file in GridFS ends " + left + " bytes too early");
        }
        left -= count;
        return count;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, left);
    }

    @Override
    public void close() {
        in.close();
    }
}
