package org.soundlift.converter.matroska;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/** Reads elements of EBML (RFC 8794) from a file. */
final class EbmlReader {
    /** The size of an element that ends where its parent does, or where another of its level begins (§6.2). */
    static final long UNKNOWN = -1;

    private static final int BUFFER_BYTES = 1 << 12;
    private static final int LONGEST_ID = 4;
    private static final int LONGEST_NUMBER = 8;
    private static final long MOST_ELEMENTS = 100_000_000;

    private final SeekableByteChannel file;
    private final long fileBytes;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private long bufferBegin;
    private long elements;

    EbmlReader(SeekableByteChannel file) throws IOException {
        this.file = file;
        this.fileBytes = file.size();
    }

    /**
     * An element's header.
     *
     * @param begin of its content
     * @param bytes of its content, or {@link #UNKNOWN}
     */
    record Element(int id, long begin, long bytes) {
        long end() {
            return bytes == UNKNOWN ? Long.MAX_VALUE : begin + bytes;
        }
    }

    long position() {
        return bufferBegin + buffer.position();
    }

    void position(long position) {
        long inBuffer = position - bufferBegin;
        if (inBuffer >= 0 && inBuffer <= buffer.limit()) {
            buffer.position((int) inBuffer);
        } else {
            bufferBegin = position;
            buffer.position(0).limit(0);
        }
    }

    long fileBytes() {
        return fileBytes;
    }

    boolean hasMore(long end) {
        return position() < Math.min(end, fileBytes);
    }

    private int next() throws IOException {
        if (!buffer.hasRemaining()) {
            long begin = position();
            buffer.clear();
            file.position(begin);
            int count = file.read(buffer);
            buffer.flip();
            bufferBegin = begin;
            if (count <= 0) {
                throw new EOFException("the file ends within an element");
            }
        }
        return buffer.get() & 0xFF;
    }

    /** Reads the header of the next element. */
    Element element() throws IOException, ConversionException {
        if (++elements > MOST_ELEMENTS) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, "more elements than any file has");
        }
        int first = next();
        int length = Integer.numberOfLeadingZeros(first) - 23;
        if (length > LONGEST_ID) {
            throw malformed("an element id of " + length + " bytes");
        }
        int id = first;
        for (int i = 1; i < length; i++) {
            id = id << 8 | next();
        }
        long bytes = number(true);
        return new Element(id, position(), bytes);
    }

    /** Reads a number of variable length (RFC 8794 §4); all ones are {@link #UNKNOWN} where that may be. */
    long number(boolean mayBeUnknown) throws IOException, ConversionException {
        int first = next();
        int length = Integer.numberOfLeadingZeros(first) - 23;
        if (length > LONGEST_NUMBER) {
            throw malformed("a number of " + length + " bytes");
        }
        long value = first & (0xFF >>> length);
        for (int i = 1; i < length; i++) {
            value = value << 8 | next();
        }
        return mayBeUnknown && value == (1L << (7 * length)) - 1 ? UNKNOWN : value;
    }

    /** Reads a number of variable length that is stored with an offset, as sizes in EBML lacing are (RFC 9559 §10.3.3). */
    long signedNumber() throws IOException, ConversionException {
        long before = position();
        long value = number(false);
        long length = position() - before;
        return value - ((1L << (7 * length - 1)) - 1);
    }

    int unsignedByte() throws IOException {
        return next();
    }

    short signedShort() throws IOException {
        return (short) (next() << 8 | next());
    }

    /** Reads the content of an element as an unsigned number. */
    long unsigned(Element element) throws IOException, ConversionException {
        if (element.bytes() < 0 || element.bytes() > Long.BYTES) {
            throw malformed("a number of " + element.bytes() + " bytes");
        }
        long value = 0;
        for (long i = 0; i < element.bytes(); i++) {
            value = value << 8 | next();
        }
        return value;
    }

    /** Reads the content of an element as a signed number. */
    long signed(Element element) throws IOException, ConversionException {
        int unused = Long.SIZE - Byte.SIZE * Math.clamp(element.bytes(), 1, Long.BYTES);
        return unsigned(element) << unused >> unused;
    }

    /** Reads the content of an element as a floating-point number of 4 or 8 bytes. */
    double floating(Element element) throws IOException, ConversionException {
        long bits = unsigned(element);
        return element.bytes() == Integer.BYTES ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    }

    /** Reads the content of an element of at most {@code most} bytes. */
    byte[] bytes(Element element, int most) throws IOException, ConversionException {
        if (element.bytes() < 0 || element.bytes() > most) {
            throw malformed("an element of " + element.bytes() + " bytes");
        }
        return bytes((int) element.bytes());
    }

    byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) next();
        }
        return bytes;
    }

    static ConversionException malformed(String what) {
        return new ConversionException(FailureCode.MALFORMED_MEDIA, "Matroska: " + what);
    }
}
