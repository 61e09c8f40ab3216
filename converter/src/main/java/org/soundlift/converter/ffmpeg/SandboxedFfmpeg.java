package org.soundlift.converter.ffmpeg;

import java.io.IOException;
import java.util.Optional;
import org.soundlift.converter.sandbox.Sandbox;
import org.soundlift.converter.sandbox.SandboxMode;

/**
 * An FFmpeg, and what its sandbox was seen to deny.
 *
 * @param warning what the operator should know; empty where everything is denied, and where nothing should be
 */
public record SandboxedFfmpeg(Ffmpeg ffmpeg, SandboxProof proof, Optional<String> warning) {
    private static final String FIX =
            "run on Linux 5.13 or later, on x86-64 or ARM64, with Landlock switched on; or choose"
                    + " SOUNDLIFT_SANDBOX=auto where every video can be trusted";

    /**
     * Finds FFmpeg and tries its sandbox.
     *
     * @throws IOException if there is no FFmpeg, or if the sandbox is required and lacks something; the message says
     *     what to do
     */
    public static SandboxedFfmpeg find(FfmpegLocator locator, SandboxMode mode)
            throws IOException, InterruptedException {
        Sandbox sandbox = sandbox(mode);
        Ffmpeg ffmpeg = locator.locate(sandbox);
        if (mode == SandboxMode.OFF) {
            return new SandboxedFfmpeg(ffmpeg, SandboxProof.NONE, Optional.empty());
        }
        boolean confined = ffmpeg.sandbox() == sandbox;
        SandboxProof proof = confined ? SandboxProof.of(ffmpeg) : SandboxProof.NONE;
        Optional<String> lack = confined
                ? lack(proof, sandbox)
                : Optional.of("FFmpeg at " + ffmpeg.program() + " does not run confined, so it runs unconfined");
        if (lack.isPresent() && mode == SandboxMode.REQUIRED) {
            throw new IOException("SOUNDLIFT_SANDBOX is required, but " + lack.get() + ": " + FIX);
        }
        return new SandboxedFfmpeg(ffmpeg, proof, lack);
    }

    /** Finds FFmpeg, and tries its sandbox only where it is required: for a user that waits for one file. */
    public static Ffmpeg findQuickly(FfmpegLocator locator, SandboxMode mode) throws IOException, InterruptedException {
        return mode == SandboxMode.REQUIRED ? find(locator, mode).ffmpeg() : locator.locate(sandbox(mode));
    }

    private static Sandbox sandbox(SandboxMode mode) {
        return mode == SandboxMode.OFF ? Sandbox.off() : Sandbox.create();
    }

    private static Optional<String> lack(SandboxProof proof, Sandbox sandbox) {
        return proof.open().isEmpty()
                ? Optional.empty()
                : Optional.of("FFmpeg was not seen to be denied " + proof.open()
                        + sandbox.missing().map(reason -> " (" + reason + ")").orElse(""));
    }
}
