package org.soundlift.converter.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The FFmpeg that travels inside our jar ({@code org.bytedeco:ffmpeg}), unpacked once into a cache folder. */
final class BundledFfmpeg {
    private static final String ROOT = "org/bytedeco/ffmpeg/";

    private final Path cache;

    BundledFfmpeg(Path cache) {
        this.cache = cache;
    }

    /** The program, or empty if the jar holds none for this platform. */
    Optional<Path> unpack() throws IOException {
        String program = isWindows() ? "ffmpeg.exe" : "ffmpeg";
        URL resource = BundledFfmpeg.class.getClassLoader().getResource(ROOT + platform() + "/" + program);
        if (resource == null || !(resource.openConnection() instanceof JarURLConnection connection)) {
            return Optional.empty();
        }
        JarFile jar = connection.getJarFile();
        JarEntry entry = connection.getJarEntry();
        // Its checksum names the build, so that another version of ours gets a folder of its own.
        Path folder = cache.resolve("ffmpeg-%s-%08x".formatted(platform(), entry.getCrc()));
        if (!Files.isDirectory(folder)) {
            unpack(jar, folder);
        }
        return Optional.of(folder.resolve(program));
    }

    /** Unpacks beside the folder and renames, so that nobody ever sees half of it. */
    private void unpack(JarFile jar, Path folder) throws IOException {
        Files.createDirectories(cache);
        Path unfinished = Files.createTempDirectory(cache, "unpacking-");
        String prefix = ROOT + platform() + "/";
        for (JarEntry entry : jar.stream().toList()) {
            String name = entry.getName();
            if (name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0 && !entry.isDirectory()) {
                Path file = unfinished.resolve(name.substring(prefix.length()));
                try (InputStream in = jar.getInputStream(entry)) {
                    Files.copy(in, file);
                }
                file.toFile().setExecutable(true, true);
            }
        }
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException somebodyWasFaster) {
            delete(unfinished);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** The platform's name as JavaCPP writes it. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch");
        String os = system.startsWith("mac") ? "macosx" : isWindows() ? "windows" : "linux";
        return os + "-" + (List.of("aarch64", "arm64").contains(machine) ? "arm64" : "x86_64");
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
