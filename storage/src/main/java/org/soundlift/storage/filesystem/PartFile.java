package org.soundlift.storage.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.soundlift.core.media.MediaWriter;

/**
 * A file that is being written. Its writer holds the operating system's lock on it, so that any process can tell
 * what a dead one left behind.
 */
final class PartFile extends MediaWriter {
    private static final long FLUSH_BYTES = 64L << 20;

    private final Path part;
    private final Path target;
    private final FileChannel channel;
    private final Reservation reservation;
    private CompletableFuture<Void> flush = CompletableFuture.completedFuture(null);
    private long unflushed;
    private boolean committed;

    private PartFile(Path part, Path target, FileChannel channel, Reservation reservation) {
        this.part = part;
        this.target = target;
        this.channel = channel;
        this.reservation = reservation;
    }

    static PartFile create(Path part, Path target, Reservation reservation) throws IOException {
        FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        PartFile file = new PartFile(part, target, channel, reservation);
        try {
            channel.lock();
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Disk.write(channel, part, bytes, offset, length);
        reservation.fill(length);
        unflushed += length;
        if (unflushed > FLUSH_BYTES && flush.isDone()) {
            unflushed = 0;
            FilesystemMediaStore.requireRoom(part.resolveSibling("."), 0);
            flush = CompletableFuture.runAsync(this::flushQuietly);
        }
    }

    /** Lets the disk begin to work while more arrives; what goes wrong here, goes wrong again when it counts. */
    private void flushQuietly() {
        try {
            channel.force(false);
        } catch (IOException seenByCommit) {
            // The commit forces again.
        }
    }

    @Override
    public void commit() throws IOException {
        Disk.force(channel, part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        committed = true;
        Disk.syncFolder(target);
    }

    @Override
    public void close() throws IOException {
        try (reservation;
                channel) {
            // Deleted before the lock goes with the channel: else another process could find it abandoned.
            if (!committed) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Leaves the file as it is, as the death of the process would. */
    void abandon() throws IOException {
        channel.close();
    }

    /**
     * Deletes the files in {@code folder} that nobody writes, and that have not grown since {@code before}.
     */
    static void removeAbandoned(Path folder, Instant before, Predicate<Path> mayGo) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*.{part,arriving}")) {
            for (Path part : parts) {
                if (FilesystemMediaStore.isOlder(part, before) && mayGo.test(part) && isAbandoned(part)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    private static boolean isAbandoned(Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException | NoSuchFileException alive) {
            return false;
        }
    }
}
