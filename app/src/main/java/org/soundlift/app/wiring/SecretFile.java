package org.soundlift.app.wiring;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.soundlift.app.settings.SettingsException;

/** A secret in a file that only its owner can read (mode 0600). */
public final class SecretFile {
    private static final int BYTES = 32;

    private SecretFile() {}

    /**
     * Returns the secret in the file, which is made if it does not exist: whole, or not at all.
     *
     * @throws SettingsException if it can't be made or read
     */
    public static String readOrMake(Path file) {
        if (!Files.exists(file)) {
            try {
                make(file);
            } catch (IOException e) {
                throw new SettingsException("The file " + file + " can't be written: " + e.getMessage());
            }
        }
        return read(file).orElseThrow();
    }

    /**
     * Returns the secret in the file; empty if there is no such file.
     *
     * @throws SettingsException if the file is not whole
     */
    public static Optional<String> read(Path file) {
        String secret;
        try {
            secret = Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SettingsException("The file " + file + " can't be read: " + e.getMessage());
        }
        if (!secret.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
            throw new SettingsException("The file " + file + " does not hold the " + 2 * BYTES
                    + " digits that were written to it. Restore it from a backup, or delete it to end all sessions.");
        }
        return Optional.of(secret);
    }

    private static void make(Path file) throws IOException {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        Path part = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        Files.deleteIfExists(part);
        try (FileChannel channel =
                FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            channel.write(ByteBuffer.wrap(HexFormat.of().formatHex(secret).getBytes(US_ASCII)));
            channel.force(true);
        }
        try {
            Files.createLink(file, part); // Of two processes that make it at the same time, one wins.
        } catch (FileAlreadyExistsException madeMeanwhile) {
            return;
        } catch (UnsupportedOperationException noLinks) {
            Files.move(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0]; // Elsewhere the user's own folder protects it.
    }
}
