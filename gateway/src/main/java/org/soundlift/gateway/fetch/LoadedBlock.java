package org.soundlift.gateway.fetch;

import java.io.IOException;
import java.util.Arrays;
import org.soundlift.gateway.upload.VideoReceiver;

/** The bytes of a block. */
final class LoadedBlock {
    private final long begin;
    private final byte[] bytes;

    /** @param bytes are not copied */
    LoadedBlock(long begin, byte[] bytes) {
        this.begin = begin;
        this.bytes = bytes;
    }

    void writeTo(VideoReceiver receiver) throws IOException {
        receiver.receive(bytes, 0, bytes.length);
    }

    boolean has(long position) {
        return begin <= position && position < begin + bytes.length;
    }

    /** @param position that it has */
    byte[] from(long position, int most) {
        int offset = (int) (position - begin);
        return Arrays.copyOfRange(bytes, offset, Math.min(bytes.length, offset + most));
    }
}
