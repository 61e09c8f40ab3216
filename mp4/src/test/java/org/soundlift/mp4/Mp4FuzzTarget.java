package org.soundlift.mp4;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/** Table reader and lifter: what can be read can be lifted, and what was lifted says the same. */
public final class Mp4FuzzTarget {
    private static final Mp4Reader.Request LIMITS = Mp4Reader.Request.ofAll(Duration.ofHours(12));
    private static final int MAX_LIFTED_BYTES = 1 << 22;

    private Mp4FuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        AudioTrack track;
        try {
            track = Mp4Reader.read(new MemoryRanges(input), LIMITS).audio();
        } catch (ConversionException refused) {
            return;
        }
        byte[] lifted = read(track);
        if (lifted.length == MAX_LIFTED_BYTES) {
            return; // Chunks may overlap, so that a small file can hold much.
        }
        try {
            AudioTrack again = Mp4Reader.read(new MemoryRanges(lifted), LIMITS).audio();
            // Of Opus the beginning is skipped again, so that other units may be needed; estimates may change.
            boolean isExact = track.decoded().isExact() && again.decoded().isExact();
            if (isExact && again.decoded().units() == track.decoded().units() && !Arrays.equals(lifted, read(again))) {
                throw new IllegalStateException("lifted twice, it differs");
            }
        } catch (ConversionException e) {
            if (e.failure().code() != FailureCode.EMPTY_AUDIO_TRACK) {
                throw new IllegalStateException("what was lifted is refused", e);
            }
        }
    }

    private static byte[] read(AudioTrack track) throws IOException {
        try (InputStream in = track.file().open()) {
            return in.readNBytes(MAX_LIFTED_BYTES);
        }
    }
}
