package org.soundlift.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.media.PartialMedia;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object that grows piece by piece: a multipart upload, whose parts must have a least size, and beside it an object of what does not
 * fill the next part yet.
 */
final class ArrivingObject extends PartialMedia {
    /** It grows. */
    private static final int FIRST_BUFFER_BYTES = 1 << 16;

    private final S3Parts store;
    private final List<CompletedPart> parts;
    private Optional<String> uploadId;
    private byte[] part;
    private int filled;
    private long inParts;
    private long durable;

    ArrivingObject(S3Parts store, S3Parts.Arrived arrived) {
        this.store = store;
        this.uploadId = arrived.uploadId();
        this.parts = new ArrayList<>(arrived.parts());
        this.inParts = arrived.inParts();
        this.filled = arrived.begun().remaining();
        this.part = new byte[Math.max(filled, FIRST_BUFFER_BYTES)];
        arrived.begun().duplicate().get(part, 0, filled);
        this.durable = inParts + filled;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int partBytes = S3Writer.partBytes(parts.size() + 1);
            if (filled == partBytes) {
                sendPart();
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

    private void sendPart() throws IOException {
        if (uploadId.isEmpty()) {
            uploadId = Optional.of(store.begin());
        }
        int before = parts.size();
        parts.add(store.put(uploadId.get(), before + 1, body()));
        inParts += filled;
        durable = inParts;
        filled = 0;
        store.deleteBegun(before);
    }

    /** The part as it is in memory, so that it can be sent again when the connection breaks. */
    private RequestBody body() {
        int bytes = filled;
        byte[] content = part;
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(content, 0, bytes), bytes, "application/octet-stream");
    }

    @Override
    public void flush() throws IOException {
        if (durable < inParts + filled) {
            store.putBegun(parts.size(), body());
            durable = inParts + filled;
        }
    }

    @Override
    public long durable() {
        return durable;
    }

    @Override
    public void commit() throws IOException {
        int before = parts.size();
        if (uploadId.isEmpty()) {
            store.putWhole(body());
        } else {
            if (filled > 0) {
                parts.add(store.put(uploadId.get(), before + 1, body()));
            }
            store.complete(uploadId.get(), parts);
        }
        store.deleteBegun(before);
    }

    @Override
    public void close() {}
}
