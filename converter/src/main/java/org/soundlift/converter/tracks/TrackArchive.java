package org.soundlift.converter.tracks;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.soundlift.converter.result.ResultFile;
import org.soundlift.core.media.InsufficientStorageException;

/** A ZIP archive of files that are stored as they are, so that each is a range of its bytes. */
final class TrackArchive implements AutoCloseable {
    /** The first that an archive can tell: no two archives of the same files differ. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Path target;
    private final MessageDigest digest = ResultFile.sha256();
    private final Counted counted;
    private final ZipOutputStream zip;

    TrackArchive(Path target) throws IOException {
        this.target = target;
        this.counted =
                new Counted(new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(target)), digest));
        this.zip = new ZipOutputStream(counted);
    }

    /** Adds a file. Returns the place of its first byte. */
    long add(Path file, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(Files.size(file));
        entry.setCrc(checksum(file));
        entry.setTimeLocal(NO_TIME);
        try {
            zip.putNextEntry(entry);
            long offset = counted.bytes;
            Files.copy(file, zip);
            zip.closeEntry();
            return offset;
        } catch (IOException e) {
            throw InsufficientStorageException.reason(e, target.toFile());
        }
    }

    private static long checksum(Path file) throws IOException {
        CRC32 checksum = new CRC32();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), checksum)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return checksum.getValue();
    }

    /** Writes the end. Returns the SHA-256 of all bytes, 64 lower-case hexadecimal digits. */
    String finish() throws IOException {
        try {
            zip.finish();
            zip.flush();
        } catch (IOException e) {
            throw InsufficientStorageException.reason(e, target.toFile());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static final class Counted extends FilterOutputStream {
        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            bytes++;
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            out.write(source, offset, length);
            bytes += length;
        }
    }
}
