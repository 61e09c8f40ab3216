package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;

/** The codings of texts in tags. Of each text the beginning is read, as far as players show it. */
final class TagText {
    private static final int MAX_TEXT_BYTES = 4_096;
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int SWAPPED_MARK = 0xFFFE;
    private static final int REPLACEMENT = 0xFFFD;

    /** The characters 128 to 255 of Mac OS Roman (Unicode Consortium, MAPPINGS/VENDORS/APPLE/ROMAN.TXT). */
    private static final String MAC_ROMAN = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
            + "¿¡¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uF8FFÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

    private TagText() {}

    static String utf8(ByteBuffer data) {
        return UTF_8.decode(beginning(data)).toString();
    }

    /** Big-endian where there is no byte order mark. */
    static String utf16(ByteBuffer data) {
        ByteBuffer bytes = beginning(data);
        boolean isSwapped = mark(bytes) == SWAPPED_MARK;
        if (isSwapped || mark(bytes) == BYTE_ORDER_MARK) {
            bytes.position(Short.BYTES);
        }
        String units = bytes.slice()
                .order(isSwapped ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                .asCharBuffer()
                .toString();
        StringBuilder text = new StringBuilder(units.length());
        for (int i = 0; i < units.length(); i = units.offsetByCodePoints(i, 1)) {
            int code = units.codePointAt(i);
            boolean isHalf = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
            text.appendCodePoint(isHalf ? REPLACEMENT : code);
        }
        return text.toString();
    }

    private static int mark(ByteBuffer data) {
        return data.remaining() < Short.BYTES ? 0 : Short.toUnsignedInt(data.getShort(data.position()));
    }

    /** UTF-16 where it begins with a byte order mark, and else UTF-8. */
    static String unicode(ByteBuffer data) {
        int mark = mark(data);
        return mark == BYTE_ORDER_MARK || mark == SWAPPED_MARK ? utf16(data) : utf8(data);
    }

    /** UTF-8 where it is that, as many programs write it whatever the language code says; else Mac OS Roman. */
    static String macintosh(ByteBuffer data) {
        ByteBuffer bytes = beginning(data);
        try {
            return UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(bytes.duplicate())
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            StringBuilder text = new StringBuilder();
            while (bytes.hasRemaining()) {
                int code = Byte.toUnsignedInt(bytes.get());
                text.append(code < 128 ? (char) code : MAC_ROMAN.charAt(code - 128));
            }
            return text.toString();
        }
    }

    /** Returns the text before the first character 0. */
    static String terminated(String text) {
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Returns a four-character code as the number that it is in the file. */
    static int code(String type) {
        return ByteBuffer.wrap(type.getBytes(ISO_8859_1)).getInt();
    }

    private static ByteBuffer beginning(ByteBuffer data) {
        return Slices.of(data, data.position(), Math.min(data.remaining(), MAX_TEXT_BYTES));
    }
}
