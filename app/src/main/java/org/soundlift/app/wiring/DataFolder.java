package org.soundlift.app.wiring;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
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
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.ServiceSettings;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.converter.files.FileProblem;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;

/**
 * The folder in which a process keeps what is its own. Two processes of one role must not share it: the second would
 * clear away the first one's work.
 */
public final class DataFolder implements Service {
    private final Path folder;
    private final Set<ServiceName> roles;
    private final List<FileChannel> locks = new ArrayList<>();

    /** @param roles of this process that keep something there */
    public DataFolder(Path folder, Set<ServiceName> roles) {
        this.roles = roles;
        this.folder = folder.toAbsolutePath().normalize();
    }

    public Path resolve(String name) {
        return folder.resolve(name);
    }

    @Override
    public String name() {
        return "data folder";
    }

    @Override
    public void start() throws IOException {
        List<ServiceName> keepers =
                roles.stream().filter(role -> role != ServiceName.NOTIFICATION).toList(); // It keeps nothing.
        if (keepers.isEmpty()) {
            return;
        }
        try {
            create();
            for (ServiceName role : keepers) {
                lock(role.name().toLowerCase(Locale.ROOT) + ".lock");
            }
        } catch (FileSystemException e) {
            throw new SettingsException(unusable(folder, e));
        }
    }

    /** Returns a sentence on a data folder that can't be used. */
    public static String unusable(Path folder, IOException e) {
        String owner = e instanceof AccessDeniedException ? "Change its owner, or choose" : "Choose";
        return FileProblem.writing(folder, e) + ". " + owner + " another folder with " + ServiceSettings.DATA.flag()
                + ".";
    }

    private void lock(String name) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        locks.add(channel);
        if (tryLock(channel) == null) {
            throw new SettingsException("Another Soundlift uses the folder " + folder
                    + ". End it, or choose another with " + ServiceSettings.DATA.flag() + ".");
        }
    }

    /** Makes the folder, for its owner's eyes only, without taking it for this process. */
    public void create() throws IOException {
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
