package org.soundlift.storage.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.soundlift.core.media.InsufficientStorageException;

/** Writes that last, and that say so when the disk is full. */
final class Disk {
    private Disk() {}

    /** @throws InsufficientStorageException if there is no room left */
    static void write(FileChannel channel, Path file, byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw InsufficientStorageException.reason(e, file.toFile());
        }
    }

    /**
     * Makes what was written durable.
     *
     * @throws InsufficientStorageException if there is no room left
     */
    static void force(FileChannel channel, Path file) throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw InsufficientStorageException.reason(e, file.toFile());
        }
    }

    /** Renames a file at once and durably. */
    static void rename(Path file, Path target) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(target);
    }

    /** A name survives a power cut only once the folder that holds it is on disk. */
    static void syncFolder(Path file) throws IOException {
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."))) {
            folder.force(true);
        }
    }
}
