package org.soundlift.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** An open file, which stays open. */
public record ChannelRanges(SeekableByteChannel file) implements Ranges {
    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        return file.position(position).read(target);
    }
}
