package org.soundlift.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.media.MediaWriter;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object on its way into the bucket. Content that fits into one part is put at once; more is a multipart upload,
 * which is not visible before it is completed.
 */
final class S3Writer extends MediaWriter {
    /** Most MP3s of short videos are not much larger; it grows. */
    private static final int FIRST_BUFFER_BYTES = 1 << 16;

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
    private byte[] part = new byte[FIRST_BUFFER_BYTES];
    private int filled;
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
        int from = offset;
        int left = length;
        while (left > 0) {
            int partBytes = partBytes(parts.size() + 1);
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
            uploadId = Optional.of(calls.io(() -> client.createMultipartUpload(
                            b -> b.bucket(bucket).key(key).contentType(type))
                    .uploadId()));
        }
        String upload = uploadId.get();
        int number = parts.size() + 1;
        String etag = calls.io(() -> client.uploadPart(
                        b -> b.bucket(bucket).key(key).uploadId(upload).partNumber(number), body())
                .eTag());
        parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        filled = 0;
    }

    static int partBytes(int number) {
        return FIRST_PART_BYTES << Math.min((number - 1) / PARTS_OF_A_SIZE, LARGEST_DOUBLING);
    }

    /** The part as it is in memory, so that it can be sent again when the connection breaks. */
    private RequestBody body() {
        int bytes = filled;
        byte[] content = part;
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(content, 0, bytes), bytes, "application/octet-stream");
    }

    @Override
    public void commit() throws IOException {
        if (uploadId.isEmpty()) {
            calls.io(() -> client.putObject(b -> b.bucket(bucket).key(key).contentType(type), body()));
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
