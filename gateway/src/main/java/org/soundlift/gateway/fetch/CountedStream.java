package org.soundlift.gateway.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.soundlift.core.job.WebUrl;

/** The bytes of an answer, counted as they come. */
final class CountedStream extends FilterInputStream {
    private final WebUrl url;
    private final AtomicLong bytes;

    CountedStream(RemoteAnswer answer, AtomicLong bytes) throws SourceException {
        super(answer.body());
        this.url = answer.url();
        this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws SourceException {
        try {
            int count = super.read(target, offset, length);
            bytes.addAndGet(Math.max(0, count));
            return count;
        } catch (IOException e) {
            throw SourceException.of(url, e);
        }
    }
}
