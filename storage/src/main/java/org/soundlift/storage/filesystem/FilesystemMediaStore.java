package org.soundlift.storage.filesystem;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.MediaWriter;
import org.soundlift.core.media.PartialMedia;
import org.soundlift.core.service.CheckResult;

/**
 * Media as files below one folder: {@code videos/ID.video}, {@code mp3s/ID.mp3}, and {@code parts/} for what is
 * being written. All three lie on one file system, so that a rename makes media visible at once.
 */
public final class FilesystemMediaStore implements MediaStore {
    /** Left free, so that the database beside the media can always write. */
    private static final long RESERVE_BYTES = 64L << 20;

    private static final String ARRIVING = ".arriving";

    private final Path root;
    private final Path parts;
    private final AtomicLong reserved = new AtomicLong();

    public FilesystemMediaStore(Path root) {
        this.root = root.toAbsolutePath();
        this.parts = this.root.resolve("parts");
    }

    @Override
    public String name() {
        return "storage filesystem";
    }

    @Override
    public void start() throws IOException {
        Files.createDirectories(parts);
        for (MediaId.Kind kind : MediaId.Kind.values()) {
            Files.createDirectories(folder(kind));
        }
        // What dead processes left is the sweeper's: another process may be writing here just now.
    }

    @Override
    public CheckResult check() {
        return Files.isWritable(parts)
                ? CheckResult.OK
                : new CheckResult.Failing("can't write to " + parts + ": make the folder writable");
    }

    @Override
    public void close() {}

    @Override
    public MediaWriter create(MediaId id, OptionalLong expectedBytes) throws IOException {
        long expected = expectedBytes.orElse(0);
        // What was announced of uploads is not here yet, and must not keep those that were accepted from being
        // converted.
        boolean upload = id.kind() == MediaId.Kind.VIDEOS;
        Reservation reservation = new Reservation(reserved, upload ? expected : 0);
        try {
            requireRoom(parts, expected + (upload ? reservedByOthers(expected) : 0));
            return PartFile.create(parts.resolve(UUID.randomUUID() + ".part"), file(id), reservation);
        } catch (IOException | RuntimeException e) {
            reservation.close();
            throw e;
        }
    }

    @Override
    public PartialMedia resume(MediaId id, long expectedBytes) throws IOException {
        requireRoom(parts, expectedBytes - arrived(id));
        return ArrivingFile.open(arriving(id), file(id));
    }

    @Override
    public long arrived(MediaId id) throws IOException {
        try (FileChannel channel = FileChannel.open(arriving(id), StandardOpenOption.WRITE)) {
            long size = channel.size();
            channel.force(true);
            return size;
        } catch (NoSuchFileException none) {
            return 0;
        }
    }

    @Override
    public void discard(MediaId id) throws IOException {
        Files.deleteIfExists(arriving(id));
    }

    private Path arriving(MediaId id) {
        return parts.resolve(id.value() + suffix(id.kind()) + ARRIVING);
    }

    /** No more than half of the room: slow uploads could otherwise keep all of it for days. */
    private long reservedByOthers(long own) {
        return Math.min(reserved.get() - own, freeBytes(parts).orElse(Long.MAX_VALUE) / 2);
    }

    static void requireRoom(Path folder, long bytes) throws InsufficientStorageException {
        OptionalLong free = freeBytes(folder);
        if (free.isPresent() && free.getAsLong() - RESERVE_BYTES < bytes) {
            throw new InsufficientStorageException(
                    free.getAsLong() + " bytes free in " + folder + ", " + RESERVE_BYTES + " of them reserved");
        }
    }

    /** Empty where the system does not know. A {@code FileStore} is not asked: it fails in a chroot without mounts of its own. */
    private static OptionalLong freeBytes(Path folder) {
        File disk = folder.toFile();
        return disk.getTotalSpace() == 0 ? OptionalLong.empty() : OptionalLong.of(disk.getUsableSpace());
    }

    @Override
    public OptionalLong size(MediaId id) throws IOException {
        try {
            return OptionalLong.of(Files.size(file(id)));
        } catch (NoSuchFileException absent) {
            return OptionalLong.empty();
        }
    }

    @Override
    public InputStream read(MediaId id, long offset, long length) throws IOException {
        FileChannel channel = FileChannel.open(file(id));
        try {
            Objects.checkFromIndexSize(offset, length, channel.size());
            return new RangeInputStream(channel, offset, length);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void delete(MediaId id) throws IOException {
        Files.deleteIfExists(file(id));
    }

    @Override
    public List<MediaId> list(MediaId.Kind kind, Instant before) throws IOException {
        List<MediaId> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(kind), "*" + suffix(kind))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                Optional<MediaId> id = id(kind, name, suffix(kind));
                if (id.isPresent() && isOlder(file, before)) {
                    found.add(id.get());
                }
            }
        }
        return found;
    }

    @Override
    public void removeUnfinished(Instant before, Predicate<MediaId> isAwaited) throws IOException {
        PartFile.removeAbandoned(
                parts, before, part -> arrivingId(part).filter(isAwaited).isEmpty());
    }

    private static Optional<MediaId> arrivingId(Path part) {
        String name = String.valueOf(part.getFileName());
        return Arrays.stream(MediaId.Kind.values())
                .filter(kind -> name.endsWith(suffix(kind) + ARRIVING))
                .map(kind -> id(kind, name, suffix(kind) + ARRIVING))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<MediaId> id(MediaId.Kind kind, String name, String suffix) {
        String id = name.substring(0, name.length() - suffix.length());
        return MediaId.isValid(id) ? Optional.of(new MediaId(kind, id)) : Optional.empty();
    }

    static boolean isOlder(Path file, Instant before) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (NoSuchFileException deletedMeanwhile) {
            return false;
        }
    }

    private Path file(MediaId id) {
        return folder(id.kind()).resolve(id.value() + suffix(id.kind()));
    }

    private Path folder(MediaId.Kind kind) {
        return switch (kind) {
            case VIDEOS -> root.resolve("videos");
            case MP3S -> root.resolve("mp3s");
            case LABELS -> root.resolve("labels");
        };
    }

    private static String suffix(MediaId.Kind kind) {
        return switch (kind) {
            case VIDEOS -> ".video";
            case MP3S -> ".mp3";
            case LABELS -> ".labels";
        };
    }
}
