package org.soundlift.app.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.soundlift.app.settings.SettingsException;

/**
 * The folder of a backup. File {@code soundlift.json} is the list of its contents. Folder {@code tables/} holds the rows of tables,
 * file {@code media.jsonl} the list of media, and folder {@code media/} the media.
 */
record Backup(Path folder) {
    static final String MEDIA_LIST = "media.jsonl";
    private static final String MANIFEST = "soundlift.json";
    private static final String SECRET = "webhook-secret";
    private static final String LOCK = ".lock";

    Path rows(String table) {
        return folder.resolve("tables").resolve(table + ".jsonl");
    }

    Path mediaList() {
        return folder.resolve(MEDIA_LIST);
    }

    Path media() {
        return folder.resolve("media");
    }

    /** Returns the file of the secret from which webhooks are signed; it is there where the service has made it itself. */
    Path webhookSecret() {
        return folder.resolve(SECRET);
    }

    /** Keeps a copy of that secret. */
    void keep(Path secret) throws IOException {
        Files.copy(secret, webhookSecret(), StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Makes the folder, for its owner's eyes only, or takes that of an earlier backup. It is none until {@link #complete}.
     *
     * @throws SettingsException if the folder holds something else
     */
    void begin() throws IOException {
        Files.createDirectories(folder);
        if (!Files.exists(folder.resolve(MANIFEST)) && !isEmpty()) {
            throw new SettingsException(
                    folder + " holds something else than a backup. Name a folder that is empty or does not exist.");
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        Files.createDirectories(folder.resolve("tables"));
        write(Manifest.INCOMPLETE);
        Files.deleteIfExists(webhookSecret()); // It may be another by now, or the operator's.
    }

    /**
     * Keeps other exports away from the folder until it is closed.
     *
     * @throws SettingsException if one is at work there
     */
    FileChannel lock() throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new SettingsException("Another export is writing to " + folder + ". Wait for its end.");
        }
        return channel;
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Returns the list of the media that an earlier backup has put into the folder; an empty one if it can't be read. */
    List<MediaList.Entry> mediaOfBefore() {
        try {
            return Files.exists(mediaList()) ? MediaList.read(mediaList()) : List.of();
        } catch (IOException e) { // What the files hold is looked at again.
            return List.of();
        }
    }

    /** Returns true if the manifest says that a file is part of the backup, rather than a rest of an earlier one. */
    boolean has(Manifest manifest, Path file) {
        return manifest.files().containsKey(name(file));
    }

    /** Says what the folder holds, when everything is in it. */
    void complete(Manifest manifest) throws IOException {
        write(manifest);
    }

    private void write(Manifest manifest) throws IOException {
        Path part = folder.resolve(MANIFEST + ".part");
        Files.writeString(part, manifest.text());
        Files.move(part, folder.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Returns what the folder holds.
     *
     * @throws SettingsException if it is no backup, is not complete, or is damaged
     */
    Manifest read() throws IOException {
        Manifest manifest;
        try {
            manifest = Manifest.of(Files.readString(folder.resolve(MANIFEST)));
        } catch (NoSuchFileException e) {
            throw new SettingsException(folder + " holds no backup: it has no file " + MANIFEST + ".");
        }
        if (!manifest.complete()) {
            throw new SettingsException("The backup in " + folder
                    + " is not complete: its export was interrupted. Run soundlift export again, to the same folder.");
        }
        for (String file : manifest.files().keySet()) {
            if (!sha256(file).equals(Optional.ofNullable(manifest.files().get(file)))) {
                throw new SettingsException(
                        folder.resolve(file) + " is damaged: it is not as the export has written it.");
            }
        }
        return manifest;
    }

    /** Returns the checksum of a file in the folder; empty if there is none. */
    Optional<String> sha256(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Optional.of(Checksum.of(path)) : Optional.empty();
    }

    /** Returns the name of a file of the folder, as {@link Manifest#files} has it. */
    String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
