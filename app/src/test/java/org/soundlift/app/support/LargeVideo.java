package org.soundlift.app.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Videos that are much larger than their sound. */
public final class LargeVideo {
    private static final int HEADER_BYTES = 8;

    private LargeVideo() {}

    /** Copies a video, and appends a box {@code free} that takes no room on the disk. */
    public static Path of(Path video, Path target, int bytes) throws IOException {
        Files.copy(video, target);
        try (FileChannel file = FileChannel.open(target, StandardOpenOption.WRITE)) {
            long end = file.size();
            ByteBuffer head = ByteBuffer.allocate(HEADER_BYTES).putInt(bytes).put("free".getBytes(ISO_8859_1));
            file.write(head.flip(), end);
            file.write(ByteBuffer.allocate(1), end + bytes - 1);
        }
        return target;
    }
}
