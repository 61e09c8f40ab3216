package org.soundlift.storage.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.media.MediaWriter;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object on its way into the bucket. Content that fits into one part is put at once; more is a multipart upload,
 * which is not visible before it is completed.
 */
final class S3Writer extends MediaWriter {
    /** S3 takes no smaller ones than 5 MiB. */
    private static final int FIRST_PART_BYTES = 8 << 20;

    /** S3 takes no more than 10,000 parts: they double in size after each so many, which gives 5 TiB room at 128 MiB. */
    private static final int PARTS_OF_A_SIZE = 1_500;

    private static final int LARGEST_DOUBLING = 9;

    private final S3Client client;
    private final S3Calls calls;
    private final String bucket;
    private final String key;
    private final String type;
    private final List<CompletedPart> parts = new ArrayList<>();
    private final PartBuffer part = new PartBuffer();
    private Optional<String> uploadId = Optional.empty();
    private boolean committed;

    S3Writer(S3Client client, S3Calls calls, String bucket, String key, String type) {
        this.client = client;
        this.calls = calls;
        this.bucket = bucket;
        this.key = key;
        this.type = type;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        part.write(bytes, offset, length, partBytes(parts.size() + 1), this::sendPart);
    }

    private int sendPart() throws IOException {
        if (uploadId.isEmpty()) {
            uploadId = Optional.of(calls.io(() -> client.createMultipartUpload(
                            b -> b.bucket(bucket).key(key).contentType(type))
                    .uploadId()));
        }
        String upload = uploadId.get();
        int number = parts.size() + 1;
        String etag = calls.io(() -> client.uploadPart(
                        b -> b.bucket(bucket).key(key).uploadId(upload).partNumber(number), part.body())
                .eTag());
        parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        part.clear();
        return partBytes(parts.size() + 1);
    }

    static int partBytes(int number) {
        return FIRST_PART_BYTES << Math.min((number - 1) / PARTS_OF_A_SIZE, LARGEST_DOUBLING);
    }

    @Override
    public void commit() throws IOException {
        if (uploadId.isEmpty()) {
            calls.io(() -> client.putObject(b -> b.bucket(bucket).key(key).contentType(type), part.body()));
        } else {
            sendPart();
            String upload = uploadId.get();
            calls.io(() -> client.completeMultipartUpload(
                    b -> b.bucket(bucket).key(key).uploadId(upload).multipartUpload(m -> m.parts(parts))));
        }
        committed = true;
    }

    @Override
    public void close() throws IOException {
        if (!committed && uploadId.isPresent()) {
            String upload = uploadId.get();
            calls.io(() ->
                    client.abortMultipartUpload(b -> b.bucket(bucket).key(key).uploadId(upload)));
        }
    }
}
