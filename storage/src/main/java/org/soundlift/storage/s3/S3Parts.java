package org.soundlift.storage.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The parts of one object that is not whole yet.
 *
 * @param key of the object
 * @param type of the object
 * @param begun key of the objects that hold what does not fill a part yet, without the number of parts before it
 */
record S3Parts(S3Client client, S3Calls calls, String bucket, String key, String type, String begun) {
    /**
     * What is there.
     *
     * @param uploadId empty if there are no parts
     * @param inParts bytes of all parts
     * @param begun what does not fill the next part yet
     */
    record Arrived(Optional<String> uploadId, List<CompletedPart> parts, long inParts, ByteBuffer begun) {}

    Arrived arrived() throws IOException {
        Arrived parts = parts();
        return new Arrived(
                parts.uploadId(),
                parts.parts(),
                parts.inParts(),
                readBegun(parts.parts().size()));
    }

    /** Returns how many bytes are there; the beginning of a part is not read for it. */
    long arrivedBytes() throws IOException {
        Arrived parts = parts();
        try {
            return parts.inParts()
                    + calls.io(() -> client.headObject(b ->
                                    b.bucket(bucket).key(begunKey(parts.parts().size())))
                            .contentLength());
        } catch (NoSuchFileException none) {
            return parts.inParts();
        }
    }

    /** Returns the parts of the upload that has most: one that was begun twice has none the other time. */
    private Arrived parts() throws IOException {
        return calls.io(() -> {
            Arrived most = new Arrived(Optional.empty(), List.of(), 0, ByteBuffer.allocate(0));
            for (MultipartUpload upload : uploads()) {
                List<CompletedPart> parts = new ArrayList<>();
                long bytes = 0;
                for (Part part : client.listPartsPaginator(
                                b -> b.bucket(bucket).key(key).uploadId(upload.uploadId()))
                        .parts()) {
                    parts.add(CompletedPart.builder()
                            .partNumber(part.partNumber())
                            .eTag(part.eTag())
                            .build());
                    bytes += part.size();
                }
                if (most.uploadId().isEmpty() || parts.size() > most.parts().size()) {
                    most = new Arrived(Optional.of(upload.uploadId()), parts, bytes, ByteBuffer.allocate(0));
                }
            }
            return most;
        });
    }

    private List<MultipartUpload> uploads() {
        return client.listMultipartUploadsPaginator(b -> b.bucket(bucket).prefix(key)).uploads().stream()
                .filter(upload -> upload.key().equals(key))
                .toList();
    }

    private ByteBuffer readBegun(int partsBefore) throws IOException {
        try {
            return calls.io(() -> client.getObjectAsBytes(b -> b.bucket(bucket).key(begunKey(partsBefore)))
                    .asByteBuffer());
        } catch (NoSuchFileException none) {
            return ByteBuffer.allocate(0);
        }
    }

    private String begunKey(int partsBefore) {
        return begun + "-" + partsBefore;
    }

    String begin() throws IOException {
        return calls.io(() -> client.createMultipartUpload(
                        b -> b.bucket(bucket).key(key).contentType(type))
                .uploadId());
    }

    CompletedPart put(String uploadId, int number, RequestBody body) throws IOException {
        String etag = calls.io(() -> client.uploadPart(
                        b -> b.bucket(bucket).key(key).uploadId(uploadId).partNumber(number), body)
                .eTag());
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    void putBegun(int partsBefore, RequestBody body) throws IOException {
        calls.io(() -> client.putObject(b -> b.bucket(bucket).key(begunKey(partsBefore)), body));
    }

    void deleteBegun(int partsBefore) throws IOException {
        try {
            calls.io(() -> client.deleteObject(b -> b.bucket(bucket).key(begunKey(partsBefore))));
        } catch (NoSuchFileException absent) {
            // Some stores tell.
        }
    }

    void putWhole(RequestBody body) throws IOException {
        calls.io(() -> client.putObject(b -> b.bucket(bucket).key(key).contentType(type), body));
    }

    void complete(String uploadId, List<CompletedPart> parts) throws IOException {
        calls.io(() -> client.completeMultipartUpload(
                b -> b.bucket(bucket).key(key).uploadId(uploadId).multipartUpload(m -> m.parts(parts))));
    }

    void discard() throws IOException {
        calls.io(() -> {
            for (MultipartUpload upload : uploads()) {
                client.abortMultipartUpload(b -> b.bucket(bucket).key(key).uploadId(upload.uploadId()));
            }
            for (S3Object object : client.listObjectsV2Paginator(
                            b -> b.bucket(bucket).prefix(begun + "-"))
                    .contents()) {
                client.deleteObject(b -> b.bucket(bucket).key(object.key()));
            }
            return true;
        });
    }
}
