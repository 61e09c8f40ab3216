package org.soundlift.converter.mp3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The ID3v2.3 tag before the first frame (ID3v2.3.0 informal standard §3): text frames in UTF-16, the only
 * Unicode that version 3 knows and that every player reads.
 */
public final class Id3Tag {
    private static final int MAX_CHARACTERS = 250;
    private static final byte UTF_16_WITH_BOM = 1;

    private final Map<String, String> texts = new LinkedHashMap<>();

    /**
     * Adds a text frame, if there is a text.
     *
     * @param frame its four characters (§4.2.1)
     */
    public Id3Tag text(String frame, Optional<String> text) {
        text.map(Id3Tag::clean).filter(t -> !t.isEmpty()).ifPresent(t -> texts.put(frame, t));
        return this;
    }

    /** Untrusted text without control characters or undecodable bytes, in one line, not too long. */
    private static String clean(String text) {
        String line = text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .filter(c -> c != 0xFFFD && Character.getType(c) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return line.codePoints()
                .limit(MAX_CHARACTERS)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The whole tag; no bytes where there is nothing to tell. */
    public byte[] toBytes() {
        if (texts.isEmpty()) {
            return new byte[0];
        }
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        texts.forEach((id, text) -> writeFrame(frames, id, text));
        ByteArrayOutputStream tag = new ByteArrayOutputStream();
        tag.writeBytes("ID3".getBytes(ISO_8859_1));
        tag.writeBytes(new byte[] {3, 0, 0});
        writeSynchsafe(tag, frames.size());
        tag.writeBytes(frames.toByteArray());
        return tag.toByteArray();
    }

    private static void writeFrame(ByteArrayOutputStream out, String id, String text) {
        byte[] bytes = text.getBytes(UTF_16);
        int length = bytes.length + 1;
        out.writeBytes(id.getBytes(ISO_8859_1));
        out.writeBytes(new byte[] {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length});
        out.writeBytes(new byte[] {0, 0, UTF_16_WITH_BOM});
        out.writeBytes(bytes);
    }

    /** Seven bits a byte, so that no byte looks like the beginning of a frame (§3.1). */
    private static void writeSynchsafe(ByteArrayOutputStream out, int value) {
        for (int shift = 21; shift >= 0; shift -= 7) {
            out.write(value >> shift & 0x7F);
        }
    }

    /** Steps over a tag, if there is one, and returns the first four bytes behind it. */
    static OptionalInt skip(DataInputStream in) throws IOException {
        OptionalInt header = nextHeader(in);
        if (header.isEmpty() || header.getAsInt() >>> 8 != ('I' << 16 | 'D' << 8 | '3')) {
            return header;
        }
        in.skipNBytes(2);
        int bytes = 0;
        for (int i = 0; i < 4; i++) {
            bytes = (bytes << 7) | (in.readUnsignedByte() & 0x7F);
        }
        in.skipNBytes(bytes);
        return nextHeader(in);
    }

    /** The next four bytes, or empty at the end. */
    static OptionalInt nextHeader(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return OptionalInt.empty();
        }
        int second = in.readUnsignedByte() << 16;
        return OptionalInt.of(first << 24 | second | in.readUnsignedShort());
    }
}
