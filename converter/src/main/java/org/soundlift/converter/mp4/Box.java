package org.soundlift.converter.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.soundlift.converter.ConversionException;
import org.soundlift.core.job.FailureCode;

/**
 * A box in memory (ISO/IEC 14496-12 §4.2): its four-character type and its payload. Reading past the payload's end
 * throws {@link java.nio.BufferUnderflowException} or {@link IndexOutOfBoundsException}, which {@link Mp4Reader}
 * turns into a defect of the file.
 */
final class Box {
    private final String type;
    private final ByteBuffer payload;
    private @Nullable List<Box> children;

    Box(String type, ByteBuffer payload) {
        this.type = type;
        this.payload = payload;
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

    /** All boxes in {@code data}. Fewer than eight bytes at the end are padding, as QuickTime writes it. */
    static List<Box> parse(ByteBuffer data, BoxBudget budget) throws ConversionException {
        List<Box> boxes = new ArrayList<>();
        while (data.remaining() >= 8) {
            int start = data.position();
            long size = Integer.toUnsignedLong(data.getInt());
            byte[] name = new byte[4];
            data.get(name);
            String type = new String(name, ISO_8859_1);
            if (size == 1) {
                size = data.getLong();
            } else if (size == 0) {
                size = (long) data.limit() - start;
            }
            long payload = size - (data.position() - start);
            if (payload < 0 || payload > data.remaining()) {
                if (type.equals("\0\0\0\0")) {
                    break; // The terminator of a QuickTime user data list.
                }
                throw new ConversionException(
                        FailureCode.MALFORMED_MEDIA, "box " + type + " of " + size + " bytes does not fit its parent");
            }
            budget.take();
            boxes.add(new Box(type, data.slice(data.position(), (int) payload)));
            data.position(data.position() + (int) payload);
        }
        return boxes;
    }
}
