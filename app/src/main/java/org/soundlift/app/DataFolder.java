package org.soundlift.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;

/** The folder that belongs to one running Soundlift: a second one would clear away the first one's work. */
final class DataFolder implements Service {
    private final Path folder;
    private Optional<FileChannel> lock = Optional.empty();

    DataFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    @Override
    public String name() {
        return "files in " + folder;
    }

    @Override
    public void start() throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = Optional.of(channel);
        if (tryLock(channel) == null) {
            throw new SettingsException("Another Soundlift uses the folder " + folder
                    + ". End it, or choose another with " + Settings.DATA.flag() + ".");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public CheckResult check() {
        return Files.isWritable(folder) ? CheckResult.OK : new CheckResult.Failing("can't write to " + folder);
    }

    /** Closing the channel gives up the lock. */
    @Override
    public void close() {
        try {
            if (lock.isPresent()) {
                lock.get().close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
