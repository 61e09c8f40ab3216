package org.soundlift.storage.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.media.PartialMedia;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object that grows piece by piece: a multipart upload, whose parts must have a least size, and beside it an object of what does not
 * fill the next part yet.
 */
final class ArrivingObject extends PartialMedia {
    private final S3Parts store;
    private final List<CompletedPart> parts;
    private Optional<String> uploadId;
    private final PartBuffer part = new PartBuffer();
    private long inParts;
    private long durable;

    ArrivingObject(S3Parts store, S3Parts.Arrived arrived) {
        this.store = store;
        this.uploadId = arrived.uploadId();
        this.parts = new ArrayList<>(arrived.parts());
        this.inParts = arrived.inParts();
        part.begin(arrived.begun());
        this.durable = inParts + part.filled();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        part.write(bytes, offset, length, S3Writer.partBytes(parts.size() + 1), this::sendPart);
    }

    private int sendPart() throws IOException {
        if (uploadId.isEmpty()) {
            uploadId = Optional.of(store.begin());
        }
        int before = parts.size();
        parts.add(store.put(uploadId.get(), before + 1, part.body()));
        inParts += part.filled();
        durable = inParts;
        part.clear();
        store.deleteBegun(before);
        return S3Writer.partBytes(parts.size() + 1);
    }

    @Override
    public void flush() throws IOException {
        if (durable < inParts + part.filled()) {
            store.putBegun(parts.size(), part.body());
            durable = inParts + part.filled();
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
            store.putWhole(part.body());
        } else {
            if (part.filled() > 0) {
                parts.add(store.put(uploadId.get(), before + 1, part.body()));
            }
            store.complete(uploadId.get(), parts);
        }
        store.deleteBegun(before);
    }

    @Override
    public void close() {}
}
