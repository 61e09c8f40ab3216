package org.soundlift.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;

/** The folder that belongs to one running Soundlift: a second one would clear away the first one's work. */
final class DataFolder implements Service {
    private final Path folder;
    private final String lockName;
    private Optional<FileChannel> lock = Optional.empty();

    /** @param lockName what two processes must not do with the same folder */
    DataFolder(Path folder, String lockName) {
        this.lockName = lockName;
        this.folder = folder.toAbsolutePath().normalize();
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    @Override
    public String name() {
        return "data folder";
    }

    @Override
    public void start() throws IOException {
        create();
        FileChannel channel =
                FileChannel.open(folder.resolve(lockName), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = Optional.of(channel);
        if (tryLock(channel) == null) {
            throw new SettingsException("Another Soundlift uses the folder " + folder
                    + ". End it, or choose another with " + Settings.DATA.flag() + ".");
        }
    }

    /** Makes the folder, for its owner's eyes only, without taking it for this process. */
    void create() throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
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
