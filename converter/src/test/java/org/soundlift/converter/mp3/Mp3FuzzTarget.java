package org.soundlift.converter.mp3;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Frame parser: a stream is measured or refused. */
public final class Mp3FuzzTarget {
    private Mp3FuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        try {
            Mp3Stream stream = Mp3Stream.scan(new ByteArrayInputStream(input));
            if (stream.frames() < 0
                    || stream.samples() < 0
                    || stream.bitrate() < 0
                    || stream.duration().isNegative()) {
                throw new IllegalStateException(stream.toString());
            }
        } catch (Mp3FormatException refused) {
            return;
        }
    }
}
