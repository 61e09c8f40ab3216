package org.soundlift.gateway.download;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Header {@code Range}: whatever it says, what is sent lies within the file. */
public final class RangeFuzzTarget {
    private RangeFuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < Long.BYTES) {
            return;
        }
        long size = ByteBuffer.wrap(input).getLong() & Long.MAX_VALUE;
        String header = new String(input, Long.BYTES, input.length - Long.BYTES, ISO_8859_1);
        try {
            Optional<ByteRange> range = ByteRange.parse(header, size);
            boolean within = range.map(r -> r.offset() >= 0
                            && r.length() > 0
                            && r.offset() + r.length() <= size
                            && r.offset() + r.length() > 0)
                    .orElse(true);
            if (!within) {
                throw new IllegalStateException(range + " of " + size);
            }
        } catch (ByteRange.UnsatisfiableException refused) {
            return;
        }
    }
}
