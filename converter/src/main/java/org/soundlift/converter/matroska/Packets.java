package org.soundlift.converter.matroska;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.mp4.coded.CodedSound;

/** The frames of one track, in the order of the file, and where they lie. */
final class Packets implements CodedSound.Packets {
    private static final int MOST = 20_000_000;
    private static final int LARGEST = 1 << 20;
    private static final int BUFFER_BYTES = 1 << 16;

    private final SeekableByteChannel file;
    private final byte[] prefix;
    private long[] offsets = new long[1 << 10];
    private int[] sizes = new int[1 << 10];
    private int[] samples = new int[1 << 10];
    private int count;

    /** @param prefix what each frame begins with and what is not stored */
    Packets(SeekableByteChannel file, byte[] prefix) {
        this.file = file;
        this.prefix = prefix;
    }

    private Packets(Packets of, int from, int to) {
        this(of.file, of.prefix);
        offsets = Arrays.copyOfRange(of.offsets, from, to);
        sizes = Arrays.copyOfRange(of.sizes, from, to);
        samples = Arrays.copyOfRange(of.samples, from, to);
        count = to - from;
    }

    /** @param decoded the number of samples that it is decoded to */
    void add(long offset, long bytes, int decoded) throws ConversionException {
        if (count == MOST || bytes > LARGEST) {
            throw new ConversionException(
                    FailureCode.RESOURCE_LIMIT_EXCEEDED, count + " frames, one of " + bytes + " bytes");
        }
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
            samples = Arrays.copyOf(samples, 2 * count);
        }
        offsets[count] = offset;
        sizes[count] = (int) bytes + prefix.length;
        samples[count++] = decoded;
    }

    /** Returns those from {@code from} to before {@code to}. */
    Packets between(int from, int to) {
        return from == 0 && to == count ? this : new Packets(this, from, to);
    }

    int samples(int packet) {
        return samples[packet];
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public int bytes(long packet) {
        return sizes[(int) packet];
    }

    @Override
    public InputStream open() {
        return new Frames();
    }

    private final class Frames extends InputStream {
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
        private int packet;
        private int done;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            while (!buffer.hasRemaining()) {
                if (packet == count) {
                    return -1;
                }
                fill();
            }
            int some = Math.min(length, buffer.remaining());
            buffer.get(target, offset, some);
            return some;
        }

        private void fill() throws IOException {
            buffer.clear();
            if (done == 0) {
                buffer.put(prefix);
            }
            int stored = sizes[packet] - prefix.length;
            int wanted = Math.min(buffer.remaining(), stored - done);
            buffer.limit(buffer.position() + wanted);
            file.position(offsets[packet] + done);
            while (buffer.hasRemaining()) {
                if (file.read(buffer) < 0) {
                    throw new EOFException("the video ends before its sound does");
                }
            }
            buffer.flip();
            done += wanted;
            if (done == stored) {
                packet++;
                done = 0;
            }
        }
    }
}
