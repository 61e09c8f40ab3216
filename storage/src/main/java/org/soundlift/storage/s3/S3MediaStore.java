package org.soundlift.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.MediaWriter;
import org.soundlift.core.media.PartialMedia;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.UnreachableException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Media as objects in a bucket of Amazon S3, or of any store with its interface: {@code videos/ID}, {@code mp3s/ID.mp3}. */
public final class S3MediaStore implements MediaStore {
    /** The limits of S3 and stores like it (S3 User Guide, "Multipart upload limits"). */
    private static final long MAX_OBJECT_BYTES = 5L << 40;

    /** Statuses from here on are the store's own trouble (RFC 9110 §15.6). */
    private static final int SERVER_ERROR = 500;

    private static final Pattern BEGUN = Pattern.compile("(VIDEOS|MP3S|LABELS)-([0-9a-f]{32})-[0-9]+");

    private final S3Config config;
    private final S3Calls calls;
    private Optional<S3Client> client = Optional.empty();

    public S3MediaStore(S3Config config) {
        this.config = config;
        this.calls = new S3Calls("bucket " + config.bucket());
    }

    @Override
    public String name() {
        return "storage s3";
    }

    @Override
    public void start() throws IOException {
        S3Client connected = config.connect();
        client = Optional.of(connected);
        try {
            calls.io(() -> connected.headBucket(b -> b.bucket(config.bucket())));
        } catch (IOException e) {
            connected.close();
            client = Optional.empty();
            if (isAway(e.getCause())) {
                throw new UnreachableException(String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    /** Returns true for trouble of the store or the network, and false for what the settings have wrong. */
    private static boolean isAway(@Nullable Throwable failure) {
        return failure instanceof AwsServiceException answer
                ? answer.statusCode() >= SERVER_ERROR
                : Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(IOException.class::isInstance);
    }

    @Override
    public CheckResult check() {
        try {
            client().headBucket(b -> b.bucket(config.bucket()));
            return CheckResult.OK;
        } catch (SdkException | IllegalStateException e) {
            return new CheckResult.Failing("bucket " + config.bucket() + " can't be used: " + S3Calls.reason(e));
        }
    }

    @Override
    public void close() {
        client.ifPresent(S3Client::close);
    }

    @Override
    public MediaWriter create(MediaId id, OptionalLong expectedBytes) throws IOException {
        if (expectedBytes.orElse(0) > MAX_OBJECT_BYTES) {
            throw new InsufficientStorageException(
                    expectedBytes.getAsLong() + " bytes are more than an object in S3 holds");
        }
        return new S3Writer(client(), calls, config.bucket(), key(id), type(id.kind()));
    }

    @Override
    public PartialMedia resume(MediaId id, long expectedBytes) throws IOException {
        if (expectedBytes > MAX_OBJECT_BYTES) {
            throw new InsufficientStorageException(expectedBytes + " bytes are more than an object in S3 holds");
        }
        S3Parts parts = parts(id);
        return new ArrivingObject(parts, parts.arrived());
    }

    @Override
    public long arrived(MediaId id) throws IOException {
        return parts(id).arrivedBytes();
    }

    @Override
    public void discard(MediaId id) throws IOException {
        parts(id).discard();
    }

    private S3Parts parts(MediaId id) {
        return new S3Parts(
                client(), calls, config.bucket(), key(id), type(id.kind()), arrivingPrefix() + id.kind() + "-" + id);
    }

    private String arrivingPrefix() {
        return config.prefix() + "arriving/";
    }

    @Override
    public OptionalLong size(MediaId id) throws IOException {
        try {
            return OptionalLong.of(calls.io(
                    () -> client().headObject(b -> b.bucket(config.bucket()).key(key(id)))
                            .contentLength()));
        } catch (NoSuchFileException absent) {
            return OptionalLong.empty();
        }
    }

    @Override
    public InputStream read(MediaId id, long offset, long length) throws IOException {
        if (offset < 0 || length <= 0) { // A range of HTTP has at least one byte.
            java.util.Objects.checkFromIndexSize(
                    offset, length, size(id).orElseThrow(() -> new NoSuchFileException(id.value())));
            return InputStream.nullInputStream();
        }
        var response = calls.io(() -> client().getObject(b ->
                b.bucket(config.bucket()).key(key(id)).range("bytes=" + offset + "-" + (offset + length - 1))));
        if (response.response().contentLength()
                != length) { // S3 answers a range that ends too late with what there is.
            response.abort();
            throw new IndexOutOfBoundsException("bytes " + offset + " to " + (offset + length) + " of "
                    + response.response().contentRange());
        }
        return new S3Range(response, length);
    }

    @Override
    public void delete(MediaId id) throws IOException {
        try {
            calls.io(() -> client().deleteObject(b -> b.bucket(config.bucket()).key(key(id))));
        } catch (NoSuchFileException absent) {
            // Some stores tell; it is gone either way.
        }
    }

    @Override
    public List<MediaId> list(MediaId.Kind kind, Instant before) throws IOException {
        return calls.io(() -> {
            List<MediaId> found = new ArrayList<>();
            for (S3Object object : client().listObjectsV2Paginator(
                            b -> b.bucket(config.bucket()).prefix(prefix(kind)))
                    .contents()) {
                if (object.lastModified().isBefore(before)) {
                    id(kind, object.key()).ifPresent(found::add);
                }
            }
            return found;
        });
    }

    @Override
    public void removeUnfinished(Instant before, Predicate<MediaId> isAwaited) throws IOException {
        calls.io(() -> {
            for (MediaId.Kind kind : MediaId.Kind.values()) {
                for (MultipartUpload upload : client().listMultipartUploadsPaginator(
                                b -> b.bucket(config.bucket()).prefix(prefix(kind)))
                        .uploads()) {
                    boolean isAwaitedStill =
                            id(kind, upload.key()).filter(isAwaited).isPresent();
                    if (upload.initiated().isBefore(before) && !isAwaitedStill && !hasGrownSince(upload, before)) {
                        abort(upload);
                    }
                }
            }
            for (S3Object begun : client().listObjectsV2Paginator(
                            b -> b.bucket(config.bucket()).prefix(arrivingPrefix()))
                    .contents()) {
                if (begun.lastModified().isBefore(before)
                        && begunOf(begun.key()).filter(isAwaited).isEmpty()) {
                    client().deleteObject(b -> b.bucket(config.bucket()).key(begun.key()));
                }
            }
            return true;
        });
    }

    /** Returns the media to which an object of {@link S3Parts} belongs. */
    private Optional<MediaId> begunOf(String key) {
        Matcher name = BEGUN.matcher(key.substring(arrivingPrefix().length()));
        return name.matches()
                ? Optional.of(new MediaId(MediaId.Kind.valueOf(name.group(1)), name.group(2)))
                : Optional.empty();
    }

    private boolean hasGrownSince(MultipartUpload upload, Instant time) {
        return client()
                .listPartsPaginator(
                        b -> b.bucket(config.bucket()).key(upload.key()).uploadId(upload.uploadId()))
                .parts()
                .stream()
                .anyMatch(part -> !part.lastModified().isBefore(time));
    }

    private void abort(MultipartUpload upload) {
        try {
            client().abortMultipartUpload(
                            b -> b.bucket(config.bucket()).key(upload.key()).uploadId(upload.uploadId()));
        } catch (software.amazon.awssdk.services.s3.model.NoSuchUploadException finishedMeanwhile) {
            // Nothing is left to remove.
        }
    }

    private String prefix(MediaId.Kind kind) {
        return config.prefix()
                + switch (kind) {
                    case VIDEOS -> "videos/";
                    case MP3S -> "mp3s/";
                    case LABELS -> "labels/";
                };
    }

    private String key(MediaId id) {
        return prefix(id.kind()) + id.value() + suffix(id.kind());
    }

    private static String suffix(MediaId.Kind kind) {
        return switch (kind) {
            case VIDEOS -> "";
            case MP3S -> ".mp3";
            case LABELS -> "";
        };
    }

    private static String type(MediaId.Kind kind) {
        return switch (kind) {
            case VIDEOS, LABELS -> "application/octet-stream";
            case MP3S -> "audio/mpeg";
        };
    }

    private Optional<MediaId> id(MediaId.Kind kind, String key) {
        String name = key.substring(prefix(kind).length());
        String id = name.endsWith(suffix(kind))
                ? name.substring(0, name.length() - suffix(kind).length())
                : "";
        return MediaId.isValid(id) ? Optional.of(new MediaId(kind, id)) : Optional.empty();
    }

    private S3Client client() {
        return client.orElseThrow(() -> new IllegalStateException("the store is not started"));
    }
}
