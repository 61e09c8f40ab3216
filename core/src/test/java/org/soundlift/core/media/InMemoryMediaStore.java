package org.soundlift.core.media;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.soundlift.core.service.CheckResult;

/** A media store for tests: passes the contract, keeps nothing. */
public final class InMemoryMediaStore implements MediaStore {
    private final Map<MediaId, Media> media = new ConcurrentHashMap<>();
    private final Map<MediaId, ByteArrayOutputStream> arriving = new ConcurrentHashMap<>();

    private record Media(ByteArrayOutputStream content, Instant committed) {
        byte[] bytes() {
            return content.toByteArray();
        }
    }

    @Override
    public String name() {
        return "storage memory";
    }

    @Override
    public void start() {}

    @Override
    public CheckResult check() {
        return CheckResult.OK;
    }

    @Override
    public void close() {}

    @Override
    public MediaWriter create(MediaId id, OptionalLong expectedBytes) throws InsufficientStorageException {
        if (expectedBytes.orElse(0) > Integer.MAX_VALUE) {
            throw new InsufficientStorageException("memory is not that large");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new MediaWriter() {
            @Override
            public void write(byte[] source, int offset, int length) {
                bytes.write(source, offset, length);
            }

            @Override
            public void commit() {
                media.put(id, new Media(bytes, Instant.now()));
            }
        };
    }

    @Override
    public PartialMedia resume(MediaId id, long expectedBytes) throws InsufficientStorageException {
        if (expectedBytes > Integer.MAX_VALUE) {
            throw new InsufficientStorageException("memory is not that large");
        }
        ByteArrayOutputStream bytes = arriving.computeIfAbsent(id, _ -> new ByteArrayOutputStream());
        return new PartialMedia() {
            @Override
            public void write(byte[] source, int offset, int length) {
                bytes.write(source, offset, length);
            }

            @Override
            public void flush() {}

            @Override
            public long durable() {
                return bytes.size();
            }

            @Override
            public void commit() {
                media.put(id, new Media(bytes, Instant.now()));
                arriving.remove(id);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public long arrived(MediaId id) {
        ByteArrayOutputStream bytes = arriving.get(id);
        return bytes == null ? 0 : bytes.size();
    }

    @Override
    public void discard(MediaId id) {
        arriving.remove(id);
    }

    @Override
    public OptionalLong size(MediaId id) {
        Media found = media.get(id);
        return found == null ? OptionalLong.empty() : OptionalLong.of(found.bytes().length);
    }

    @Override
    public InputStream read(MediaId id, long offset, long length) throws NoSuchFileException {
        Media found = media.get(id);
        if (found == null) {
            throw new NoSuchFileException(id.value());
        }
        Objects.checkFromIndexSize(offset, length, found.bytes().length);
        return new ByteArrayInputStream(found.bytes(), (int) offset, (int) length);
    }

    @Override
    public void delete(MediaId id) {
        media.remove(id);
    }

    @Override
    public List<MediaId> list(MediaId.Kind kind, Instant before) {
        return media.entrySet().stream()
                .filter(e ->
                        e.getKey().kind() == kind && e.getValue().committed().isBefore(before))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Nothing is left of a writer that is forgotten; of pieces no time is noted. */
    @Override
    public void removeUnfinished(Instant before, Predicate<MediaId> isAwaited) {
        if (before.isAfter(Instant.now())) {
            arriving.keySet().removeIf(isAwaited.negate());
        }
    }
}
