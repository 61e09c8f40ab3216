package org.soundlift.storage.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.soundlift.core.media.PartialMedia;

/** A file that grows piece by piece. What has come is made durable now and again, while more is written. */
final class ArrivingFile extends PartialMedia {
    private static final long FLUSH_BYTES = 64L << 20;

    private final Path file;
    private final Path target;
    private final FileChannel channel;
    private long durable;
    private long unflushed;
    private CompletableFuture<Long> flushing = CompletableFuture.completedFuture(0L);

    private ArrivingFile(Path file, Path target, FileChannel channel) {
        this.file = file;
        this.target = target;
        this.channel = channel;
    }

    static ArrivingFile open(Path file, Path target) throws IOException {
        boolean isNew = !Files.exists(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (isNew) {
                Disk.syncFolder(file);
            }
            channel.position(channel.size());
            ArrivingFile arriving = new ArrivingFile(file, target, channel);
            arriving.flush(); // What a dead process wrote may not be on the disk yet.
            return arriving;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Disk.write(channel, file, bytes, offset, length);
        unflushed += length;
        if (unflushed >= FLUSH_BYTES) {
            FilesystemMediaStore.requireRoom(file.resolveSibling("."), 0);
            awaitFlush(); // No more than two stretches are not on the disk.
            beginFlush();
        }
    }

    private void beginFlush() throws IOException {
        long position = channel.position();
        unflushed = 0;
        flushing = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        Disk.force(channel, file);
                        return position;
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                task -> Thread.ofPlatform().daemon().name("flush").start(task));
    }

    private void awaitFlush() throws IOException {
        try {
            durable = Math.max(durable, flushing.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    @Override
    public void flush() throws IOException {
        awaitFlush();
        Disk.force(channel, file);
        unflushed = 0;
        durable = channel.position();
    }

    @Override
    public long durable() {
        return durable;
    }

    @Override
    public void commit() throws IOException {
        flush();
        Disk.rename(file, target);
    }

    @Override
    public void close() throws IOException {
        flushing.exceptionally(_ -> 0L).join();
        channel.close();
    }
}
