package org.soundlift.converter.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The static FFmpeg inside our jar ({@code ws.schild:jave-nativebin-…}), unpacked once into a cache folder. It needs no library
 * of the system.
 */
final class BundledFfmpeg {
    private static final String ROOT = "ws/schild/jave/nativebin/";

    private final Path cache;

    /** @param cache a folder, which is created when something is unpacked */
    BundledFfmpeg(Path cache) {
        this.cache = cache;
    }

    /** Returns the program; empty if the jar holds none for this platform. */
    Optional<Path> unpack() throws IOException {
        URL resource = BundledFfmpeg.class.getClassLoader().getResource(ROOT + resourceName());
        if (resource == null || !(resource.openConnection() instanceof JarURLConnection connection)) {
            return Optional.empty();
        }
        // Its checksum names the build, so that another version of ours is another file.
        String build = "%08x".formatted(connection.getJarEntry().getCrc());
        Path program = cache.resolve("ffmpeg-" + build + (isWindows() ? ".exe" : ""));
        if (!isWhole(program, connection.getJarEntry().getSize())) {
            unpack(connection, program);
        }
        return Optional.of(program);
    }

    /** A disk that was full, or a power cut, may have left less. */
    private static boolean isWhole(Path program, long bytes) throws IOException {
        return Files.isExecutable(program) && Files.size(program) == bytes;
    }

    /** Unpacks beside the program and renames, so that no other process ever sees half of it. */
    private void unpack(JarURLConnection connection, Path program) throws IOException {
        createCache();
        Path unfinished = Files.createTempFile(cache, "unpacking-", "");
        try {
            try (InputStream in = connection.getInputStream()) {
                Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
            }
            if (!unfinished.toFile().setExecutable(true, true)) {
                throw new IOException(unfinished + " can't be made executable");
            }
            Files.move(unfinished, program, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Creates the cache so that only its owner can write programs into it. */
    private void createCache() throws IOException {
        if (!Files.isDirectory(cache)) {
            Files.createDirectories(cache);
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    /** The name that the jar gives the program of this platform. */
    private static String resourceName() {
        boolean arm = List.of("aarch64", "arm64").contains(System.getProperty("os.arch"));
        if (isWindows()) {
            return "ffmpeg-amd64.exe";
        }
        if (system().startsWith("mac")) {
            return arm ? "ffmpeg-aarch64-osx" : "ffmpeg-x86_64-osx";
        }
        return arm ? "ffmpeg-aarch64" : "ffmpeg-amd64";
    }

    private static boolean isWindows() {
        return system().startsWith("windows");
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }
}
