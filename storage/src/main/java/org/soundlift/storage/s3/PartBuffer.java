package org.soundlift.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import software.amazon.awssdk.core.sync.RequestBody;

/** The part of an object that is not sent yet. It grows with its content. */
final class PartBuffer {
    /** Most MP3s of short videos are not much larger. */
    private static final int FIRST_BYTES = 1 << 16;

    private byte[] part = new byte[FIRST_BYTES];
    private int filled;

    /** Sends a full part. */
    interface Sender {
        /** @return the size of the next part, bytes */
        int send() throws IOException;
    }

    /** Begins with bytes that are stored elsewhere. */
    void begin(ByteBuffer begun) {
        filled = begun.remaining();
        part = new byte[Math.max(filled, FIRST_BYTES)];
        begun.duplicate().get(part, 0, filled);
    }

    int filled() {
        return filled;
    }

    void clear() {
        filled = 0;
    }

    /**
     * Takes bytes.
     *
     * @param first the size of the present part, bytes
     * @param full sends it when it is full and more comes, and clears this
     */
    void write(byte[] bytes, int offset, int length, int first, Sender full) throws IOException {
        int partBytes = first;
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == partBytes) {
                partBytes = full.send();
            } else if (filled == part.length) {
                part = Arrays.copyOf(part, (int) Math.min(2L * part.length, partBytes));
            }
            int count = Math.min(left, part.length - filled);
            System.arraycopy(bytes, from, part, filled, count);
            filled += count;
            from += count;
            left -= count;
        }
    }

    /** The part as it is in memory, so that it can be sent again when the connection breaks. */
    RequestBody body() {
        int bytes = filled;
        byte[] content = part;
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(content, 0, bytes), bytes, "application/octet-stream");
    }
}
