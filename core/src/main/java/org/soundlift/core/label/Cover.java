package org.soundlift.core.label;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A picture: JPEG (ISO/IEC 10918-1) or PNG (ISO/IEC 15948), as it is stored. */
public final class Cover {
    /** The largest that is kept, bytes. */
    public static final int MOST_BYTES = 5 << 20;

    private static final long MOST_PIXELS = 4_000L * 4_000;
    private static final long PNG_SIGNATURE = 0x8950_4E47_0D0A_1A0AL;
    private static final int PNG_HEADER = 0x4948_4452;
    private static final int START_OF_IMAGE = 0xFFD8;
    private static final int MARKER = 0xFF;

    private final byte[] bytes;
    private final String mediaType;

    private Cover(byte[] bytes, String mediaType) {
        this.bytes = bytes;
        this.mediaType = mediaType;
    }

    /** Width and height, as the picture says, in pixels. */
    private record Size(int width, int height) {
        @Override
        public String toString() {
            return width + " × " + height + " pixels";
        }
    }

    /**
     * Takes a picture.
     *
     * @throws UnusableLabelException if it is neither JPEG nor PNG, or too large
     */
    public static Cover of(byte[] bytes) throws UnusableLabelException {
        if (bytes.length > MOST_BYTES) {
            throw new UnusableLabelException(
                    "The cover has " + bytes.length + " bytes; " + MOST_BYTES + " are allowed.");
        }
        ByteBuffer data = ByteBuffer.wrap(bytes);
        Optional<Size> png = png(data.duplicate());
        Optional<Size> size = png.or(() -> jpeg(data.duplicate()));
        if (size.isEmpty()) {
            throw new UnusableLabelException("The cover is no JPEG or PNG picture.");
        }
        long pixels = (long) size.get().width() * size.get().height();
        if (pixels > MOST_PIXELS || pixels == 0) {
            throw new UnusableLabelException("The cover has " + size.get() + "; 4000 × 4000 are allowed.");
        }
        return new Cover(bytes.clone(), png.isPresent() ? "image/png" : "image/jpeg");
    }

    /** The first chunk (ISO/IEC 15948 §11.2.2). */
    private static Optional<Size> png(ByteBuffer data) {
        if (data.remaining() < 24 || data.getLong() != PNG_SIGNATURE) {
            return Optional.empty();
        }
        data.getInt();
        return data.getInt() == PNG_HEADER ? size(data.getInt(), data.getInt()) : Optional.empty();
    }

    private static Optional<Size> size(int width, int height) {
        return width < 0 || height < 0
                ? Optional.of(new Size(Integer.MAX_VALUE, 1))
                : Optional.of(new Size(width, height));
    }

    /** The first start of a frame (ISO/IEC 10918-1 §B.2.2). */
    private static Optional<Size> jpeg(ByteBuffer data) {
        try {
            if (Short.toUnsignedInt(data.getShort()) != START_OF_IMAGE) {
                return Optional.empty();
            }
            while (true) {
                if (Byte.toUnsignedInt(data.get()) != MARKER) {
                    return Optional.empty();
                }
                int code = Byte.toUnsignedInt(data.get());
                while (code == MARKER) {
                    code = Byte.toUnsignedInt(data.get());
                }
                int length = Short.toUnsignedInt(data.getShort());
                if (isFrame(code)) {
                    data.get();
                    int height = Short.toUnsignedInt(data.getShort());
                    return Optional.of(new Size(Short.toUnsignedInt(data.getShort()), height));
                }
                data.position(data.position() + length - Short.BYTES);
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** SOF0 to SOF15, without DHT, JPG and DAC, whose codes lie among them. */
    private static boolean isFrame(int code) {
        return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Returns a view that can't be changed. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
}
