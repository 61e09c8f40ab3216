package org.soundlift.gateway.upload;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.MediaFormat;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.MediaWriter;
import org.soundlift.gateway.http.ProblemException;

/** Streams one video into the store, in constant memory; closing without {@link #commit} leaves nothing behind. */
final class VideoReceiver implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 18;

    private final MediaWriter writer;
    private final long maxBytes;
    private long bytes;
    private boolean received;

    VideoReceiver(MediaStore store, MediaId id, long maxBytes, OptionalLong expectedBytes) throws IOException {
        this.writer = store.create(id, expectedBytes);
        this.maxBytes = maxBytes;
    }

    boolean hasReceived() {
        return received;
    }

    long bytes() {
        return bytes;
    }

    /**
     * Takes everything that {@code in} gives.
     *
     * @throws ProblemException if it is empty, too large, or begins like no video
     */
    void receive(InputStream in) throws IOException {
        received = true;
        byte[] buffer = new byte[BUFFER_BYTES];
        int count = in.readNBytes(buffer, 0, MediaFormat.HEAD_BYTES);
        requireVideo(Arrays.copyOf(buffer, count));
        while (count > 0) {
            bytes += count;
            if (bytes > maxBytes) {
                throw tooLarge(maxBytes);
            }
            writer.write(buffer, 0, count);
            count = in.readNBytes(buffer, 0, buffer.length);
        }
    }

    static ProblemException tooLarge(long maxBytes) {
        return new ProblemException(
                FailureCode.FILE_TOO_LARGE, "The file is larger than the " + maxBytes + " bytes that are accepted.");
    }

    private static void requireVideo(byte[] head) {
        if (head.length == 0) {
            throw new ProblemException(FailureCode.EMPTY_FILE);
        }
        if (MediaFormat.detect(head).isEmpty()) {
            throw new ProblemException(FailureCode.UNSUPPORTED_MEDIA_TYPE);
        }
    }

    void commit() throws IOException {
        writer.commit();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
