package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/**
 * A box in memory (ISO/IEC 14496-12 §4.2): its four-character type and its payload. Reading past the payload's end
 * throws {@link java.nio.BufferUnderflowException} or {@link IndexOutOfBoundsException}, which {@link Mp4Reader}
 * turns into a defect of the file.
 */
final class Box {
    private static final int HEADER_BYTES = 8;

    private final String type;
    private final ByteBuffer payload;
    private @Nullable List<Box> children;

    Box(String type, ByteBuffer payload) {
        this(type, payload, null);
    }

    private Box(String type, ByteBuffer payload, @Nullable List<Box> children) {
        this.type = type;
        this.payload = payload;
        this.children = children;
    }

    String type() {
        return type;
    }

    /** A fresh view of the payload from its beginning. */
    ByteBuffer data() {
        return payload.slice();
    }

    /** A fresh view of a full box's payload (§4.2.2), behind version and flags. */
    ByteBuffer fullData() {
        ByteBuffer data = payload.slice();
        data.getInt();
        return data;
    }

    int version() {
        return payload.get(0);
    }

    int flags() {
        return payload.getInt(0) & 0xFF_FFFF;
    }

    /** The boxes in the payload; each is paid for once, however often it is asked for. */
    List<Box> children(BoxBudget budget) throws ConversionException {
        List<Box> known = children;
        if (known == null) {
            known = parse(data(), budget);
            children = known;
        }
        return known;
    }

    /** The children as they were read before; none where they were not. */
    List<Box> knownChildren() {
        List<Box> known = children;
        return known == null ? List.of() : known;
    }

    /** The first child of that type. */
    Optional<Box> child(String wanted, BoxBudget budget) throws ConversionException {
        return children(budget).stream().filter(box -> box.type.equals(wanted)).findFirst();
    }

    /** The child of that type that the specification makes mandatory. */
    Box required(String wanted, BoxBudget budget) throws ConversionException {
        return child(wanted, budget)
                .orElseThrow(() ->
                        new ConversionException(FailureCode.MALFORMED_MEDIA, "box " + type + " has no " + wanted));
    }

    /** The same box around other children. */
    Box withChildren(List<Box> others) {
        return new Box(type, payload, others);
    }

    /** The box as it is written again: with its children, where these are known, or else with its payload. */
    OutBox lifted() {
        List<Box> known = children;
        return known == null
                ? OutBox.of(type, data())
                : OutBox.of(type, List.of(), known.stream().map(Box::lifted).toList());
    }

    /** All boxes in {@code data}. Fewer than eight bytes at the end are padding, as QuickTime writes it. */
    static List<Box> parse(ByteBuffer data, BoxBudget budget) throws ConversionException {
        List<Box> boxes = readable(data, budget);
        boolean terminated = data.remaining() < HEADER_BYTES
                || data.getInt(data.position() + 4) == 0; // As a QuickTime list of user data ends.
        if (!terminated) {
            throw new ConversionException(
                    FailureCode.MALFORMED_MEDIA, "a box behind " + boxes.size() + " others does not fit its parent");
        }
        return boxes;
    }

    /** The boxes in {@code data} up to the first that does not fit, which stays unread. */
    static List<Box> readable(ByteBuffer data, BoxBudget budget) throws ConversionException {
        List<Box> boxes = new ArrayList<>();
        while (data.remaining() >= HEADER_BYTES) {
            int start = data.position();
            long size = Integer.toUnsignedLong(data.getInt(start));
            boolean wide = size == 1 && data.remaining() >= 2 * HEADER_BYTES;
            int header = wide ? 2 * HEADER_BYTES : HEADER_BYTES;
            if (wide) {
                size = data.getLong(start + HEADER_BYTES);
            } else if (size == 0) {
                size = data.remaining();
            }
            if (size < header || size > data.remaining()) {
                break;
            }
            budget.take();
            byte[] name = new byte[4];
            data.get(start + 4, name);
            boxes.add(new Box(new String(name, ISO_8859_1), Slices.of(data, start + header, (int) size - header)));
            data.position(start + (int) size);
        }
        return boxes;
    }
}
