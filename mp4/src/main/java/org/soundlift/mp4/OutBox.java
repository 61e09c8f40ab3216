package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A box to be written (ISO/IEC 14496-12 §4.2).
 *
 * @param bytes of all parts, the box's header included
 * @param parts what is written, one behind the other: tables are large, so they are never copied together
 */
record OutBox(int bytes, List<ByteBuffer> parts) {
    private static final int HEADER_BYTES = 8;

    static OutBox of(String type, OutBox... children) {
        return of(type, List.of(), List.of(children));
    }

    static OutBox of(String type, ByteBuffer fields) {
        return of(type, List.of(fields), List.of());
    }

    static OutBox of(String type, List<ByteBuffer> fields, List<OutBox> children) {
        List<ByteBuffer> parts = new ArrayList<>(fields);
        children.forEach(child -> parts.addAll(child.parts()));
        long bytes =
                HEADER_BYTES + parts.stream().mapToLong(ByteBuffer::remaining).sum();
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .putInt(Math.toIntExact(bytes))
                .put(type.getBytes(ISO_8859_1))
                .flip();
        parts.addFirst(header);
        return new OutBox((int) bytes, parts);
    }

    /** A full box (§4.2.2). */
    static OutBox full(String type, int version, int flags, ByteBuffer fields, OutBox... children) {
        return of(type, List.of(ints(version << 24 | flags), fields), List.of(children));
    }

    static ByteBuffer ints(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length);
        buffer.asIntBuffer().put(values);
        return buffer;
    }
}
