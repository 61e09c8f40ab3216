package org.soundlift.converter.mp3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.soundlift.mp4.label.PlainText;

/**
 * The ID3v2.3 tag before the first frame (ID3v2.3.0 informal standard §3): texts in UTF-16, the only
 * Unicode that version 3 knows and that every player reads, a cover, and chapters.
 */
public final class Id3Tag {
    private static final byte UTF_16_WITH_BOM = 1;

    private static final byte[] EMPTY_UTF_16 = {(byte) 0xFE, (byte) 0xFF, 0, 0};
    private static final byte FRONT_COVER = 3;
    private static final byte ORDERED = 1;
    private static final byte ORDERED_TOP = 3;
    private static final int MOST_ENTRIES = 255;
    /** The time counts, not a place in the file. */
    private static final int NO_OFFSET = -1;

    private final List<Frame> frames = new ArrayList<>();

    /**
     * Adds a text frame, if there is a text.
     *
     * @param frame its four characters (§4.2.1)
     */
    public Id3Tag text(String frame, Optional<String> text) {
        text.map(PlainText::of).filter(t -> !t.isEmpty()).ifPresent(t -> frames.add(new Frame(frame, text(t))));
        return this;
    }

    /**
     * Adds a comment, if there is one (§4.11).
     *
     * @param language three letters of ISO 639-2
     */
    public Id3Tag comment(String language, Optional<String> text) {
        text.map(PlainText::of).filter(t -> !t.isEmpty()).ifPresent(t -> {
            Body body = new Body();
            body.bytes(UTF_16_WITH_BOM);
            body.bytes(language.getBytes(ISO_8859_1));
            body.bytes(EMPTY_UTF_16);
            body.bytes(t.getBytes(UTF_16));
            frames.add(new Frame("COMM", body.toBytes()));
        });
        return this;
    }

    /** Adds a picture of the front cover (§4.15). */
    public Id3Tag cover(String mediaType, ByteBuffer picture) {
        Body body = new Body();
        body.bytes((byte) 0);
        body.bytes(mediaType.getBytes(ISO_8859_1));
        body.bytes((byte) 0, FRONT_COVER, (byte) 0);
        byte[] bytes = new byte[picture.remaining()];
        picture.duplicate().get(bytes);
        body.bytes(bytes);
        frames.add(new Frame("APIC", body.toBytes()));
        return this;
    }

    /** A chapter, in milliseconds. */
    public record Chapter(long begin, long end, String title) {}

    /**
     * Adds chapters and tables of them (ID3v2 Chapter Frame Addendum §3). A table has 255 entries at most: more chapters have several,
     * and one of these.
     */
    public Id3Tag chapters(List<Chapter> chapters) {
        List<String> tables = new ArrayList<>();
        for (int first = 0; first < chapters.size(); first += MOST_ENTRIES) {
            int end = Math.min(chapters.size(), first + MOST_ENTRIES);
            tables.add("toc" + (tables.size() + 1));
            List<String> ids = new ArrayList<>();
            for (int i = first; i < end; i++) {
                ids.add("chp" + i);
            }
            boolean isAll = chapters.size() <= MOST_ENTRIES;
            frames.add(new Frame("CTOC", table(tables.getLast(), isAll ? ORDERED_TOP : ORDERED, ids)));
        }
        if (tables.size() > 1) {
            frames.add(new Frame("CTOC", table("toc", ORDERED_TOP, tables)));
        }
        for (int i = 0; i < chapters.size(); i++) {
            frames.add(new Frame("CHAP", chapter("chp" + i, chapters.get(i))));
        }
        return this;
    }

    private static byte[] table(String id, byte flags, List<String> entries) {
        Body body = new Body();
        body.id(id);
        body.bytes(flags, (byte) entries.size());
        entries.forEach(body::id);
        return body.toBytes();
    }

    private static byte[] chapter(String id, Chapter chapter) {
        Body body = new Body();
        body.id(id);
        body.number((int) chapter.begin());
        body.number((int) chapter.end());
        body.number(NO_OFFSET);
        body.number(NO_OFFSET);
        String title = PlainText.of(chapter.title());
        if (!title.isEmpty()) {
            new Frame("TIT2", text(title)).writeTo(body);
        }
        return body.toBytes();
    }

    private static byte[] text(String text) {
        Body body = new Body();
        body.bytes(UTF_16_WITH_BOM);
        body.bytes(text.getBytes(UTF_16));
        return body.toBytes();
    }

    /** The whole tag; no bytes where there is nothing to tell. */
    public byte[] toBytes() {
        if (frames.isEmpty()) {
            return new byte[0];
        }
        Body body = new Body();
        frames.forEach(frame -> frame.writeTo(body));
        ByteArrayOutputStream tag = new ByteArrayOutputStream();
        tag.writeBytes("ID3".getBytes(ISO_8859_1));
        tag.writeBytes(new byte[] {3, 0, 0});
        writeSynchsafe(tag, body.size());
        tag.writeBytes(body.toBytes());
        return tag.toByteArray();
    }

    /** A frame (§3.3). */
    private static final class Frame {
        private final String id;
        private final byte[] content;

        Frame(String id, byte[] content) {
            this.id = id;
            this.content = content;
        }

        void writeTo(Body body) {
            body.bytes(id.getBytes(ISO_8859_1));
            body.number(content.length);
            body.bytes((byte) 0, (byte) 0);
            body.bytes(content);
        }
    }

    /** Bytes that are put together. */
    private static final class Body {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void bytes(byte... bytes) {
            out.writeBytes(bytes);
        }

        void number(int number) {
            bytes((byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number);
        }

        /** The name of an element, which ends with 0. */
        void id(String id) {
            bytes(id.getBytes(ISO_8859_1));
            bytes((byte) 0);
        }

        int size() {
            return out.size();
        }

        byte[] toBytes() {
            return out.toByteArray();
        }
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
