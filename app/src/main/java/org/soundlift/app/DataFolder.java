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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;

/**
 * The folder in which a process keeps what is its own. Two processes of one role must not share it: the second would
 * clear away the first one's work.
 */
final class DataFolder implements Service {
    private final Path folder;
    private final Set<Role> roles;
    private final List<FileChannel> locks = new ArrayList<>();

    /** @param roles of this process that keep something there */
    DataFolder(Path folder, Set<Role> roles) {
        this.roles = roles;
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
        List<Role> keepers =
                roles.stream().filter(role -> role != Role.NOTIFICATION).toList(); // It keeps nothing.
        if (keepers.isEmpty()) {
            return;
        }
        create();
        for (Role role : keepers) {
            lock(role.name().toLowerCase(Locale.ROOT) + ".lock");
        }
    }

    private void lock(String name) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        locks.add(channel);
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
        return locks.isEmpty() || Files.isWritable(folder)
                ? CheckResult.OK
                : new CheckResult.Failing("can't write to " + folder);
    }

    /** Closing the channels gives up the locks. */
    @Override
    public void close() {
        try {
            for (FileChannel lock : locks) {
                lock.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
