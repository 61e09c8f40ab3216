package org.soundlift.converter.ffmpeg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.soundlift.converter.sandbox.Sandbox;

/** The FFmpeg of the jar, unpacked for the tests. */
public final class TestFfmpeg {
    private static final Path CACHE = Path.of("target", "ffmpeg").toAbsolutePath();

    private TestFfmpeg() {}

    /** Confined, as the converter has it. */
    public static Ffmpeg confined() {
        try {
            return new FfmpegLocator(Optional.empty(), Optional.empty(), "", CACHE).locate(Sandbox.create());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path program() throws IOException {
        return new BundledFfmpeg(CACHE).unpack().orElseThrow();
    }
}
