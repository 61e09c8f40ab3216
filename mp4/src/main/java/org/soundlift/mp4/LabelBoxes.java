package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.soundlift.core.options.TagField;
import org.soundlift.core.track.LanguageCode;
import org.soundlift.mp4.label.PlainText;
import org.soundlift.mp4.label.ResultLabels;

/** Texts and a cover as players expect them in MP4 files: box {@code udta} with an item list, as {@link ItemList} reads it. */
final class LabelBoxes {
    private static final Map<TagField, String> ITEMS = Map.of(
            TagField.TITLE, "©nam",
            TagField.ARTIST, "©ART",
            TagField.ALBUM, "©alb",
            TagField.ALBUM_ARTIST, "aART",
            TagField.COMPOSER, "©wrt",
            TagField.GENRE, "©gen",
            TagField.YEAR, "©day",
            TagField.COMMENT, "©cmt");

    /** The well-known types of data: UTF-8, JPEG, PNG, and bytes without a type. */
    private static final int TEXT = 1;

    private static final int JPEG = 13;
    private static final int PNG = 14;
    private static final int BYTES = 0;

    private static final Pattern TRACK_NUMBER = Pattern.compile("(\\d{1,4})(?:/(\\d{1,4}))?");
    private static final int LETTER_BITS = 5;
    private static final int BEFORE_A = 0x60;

    private LabelBoxes() {}

    /** Returns the box; empty if there is nothing to be told. */
    static Optional<OutBox> of(ResultLabels labels) {
        List<OutBox> items = new ArrayList<>();
        for (TagField field : TagField.values()) {
            labels.text(field)
                    .map(PlainText::of)
                    .filter(text -> !text.isEmpty())
                    .flatMap(text -> item(field, text))
                    .ifPresent(items::add);
        }
        labels.cover().ifPresent(cover -> {
            int type = cover.mediaType().equals("image/png") ? PNG : JPEG;
            items.add(item("covr", type, cover.bytes()));
        });
        if (items.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer handler = ByteBuffer.allocate(21).put(4, "mdirappl".getBytes(ISO_8859_1));
        OutBox list = OutBox.of("ilst", items.toArray(OutBox[]::new));
        OutBox meta = OutBox.full("meta", 0, 0, OutBox.ints(), OutBox.full("hdlr", 0, 0, handler), list);
        return Optional.of(OutBox.of("udta", meta));
    }

    private static Optional<OutBox> item(TagField field, String text) {
        if (field == TagField.TRACK) {
            Matcher number = TRACK_NUMBER.matcher(text);
            if (!number.matches()) {
                return Optional.empty();
            }
            short all = number.group(2) == null ? 0 : Short.parseShort(number.group(2));
            ByteBuffer fields = ByteBuffer.allocate(Long.BYTES)
                    .putShort(2, Short.parseShort(number.group(1)))
                    .putShort(4, all);
            return Optional.of(item("trkn", BYTES, fields));
        }
        return Optional.ofNullable(ITEMS.get(field))
                .map(name -> item(name, TEXT, ByteBuffer.wrap(text.getBytes(UTF_8))));
    }

    private static OutBox item(String name, int type, ByteBuffer value) {
        ByteBuffer head =
                ByteBuffer.allocate(2 * Integer.BYTES).putInt(type).putInt(0).flip();
        return OutBox.of(name, OutBox.of("data", List.of(head, value), List.of()));
    }

    /** Returns the language as headers of media have it: three letters of five bits (ISO/IEC 14496-12 §8.4.2). */
    static OptionalInt language(ResultLabels labels) {
        return labels.text(TagField.LANGUAGE).map(LanguageCode::ofThreeLetters).stream()
                .filter(letters -> letters.length() == 3)
                .mapToInt(letters -> letters.chars().reduce(0, (code, c) -> code << LETTER_BITS | (c - BEFORE_A)))
                .findFirst();
    }
}
