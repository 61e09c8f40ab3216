package org.soundlift.converter.lift;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.soundlift.core.label.Chapter;
import org.soundlift.core.label.Cover;
import org.soundlift.core.options.TagField;
import org.soundlift.mp4.label.PlainText;
import org.soundlift.mp4.label.ResultLabels;

/** Labels as FLAC and Ogg have them (RFC 9639 §8.6 and §8.8, RFC 7845 §5.2). */
final class VorbisComments {
    private static final String VENDOR = "Soundlift";
    private static final int MOST_CHAPTERS = 999;
    private static final int FRONT_COVER = 3;
    /** Width, height, depth and colors of a picture; 0 where they are not known (RFC 9639 §8.8). */
    private static final int UNTOLD_FIELDS = 4;

    private final List<byte[]> comments = new ArrayList<>();

    /** The texts and chapters. */
    static VorbisComments of(ResultLabels labels) {
        VorbisComments comments = new VorbisComments();
        for (TagField field : TagField.values()) {
            labels.text(field)
                    .map(PlainText::of)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> comments.add(name(field), text));
        }
        int number = 0;
        for (Chapter chapter : labels.chapters()) {
            if (number == MOST_CHAPTERS) {
                break;
            }
            String name = String.format(Locale.ROOT, "CHAPTER%03d", number++);
            comments.add(name, time(chapter.begin()));
            comments.add(name + "NAME", PlainText.of(chapter.title()));
        }
        return comments;
    }

    /** The texts, the chapters, and the cover as a comment. */
    static VorbisComments withPicture(ResultLabels labels) {
        VorbisComments comments = of(labels);
        labels.cover()
                .ifPresent(cover -> comments.add(
                        "METADATA_BLOCK_PICTURE", Base64.getEncoder().encodeToString(picture(cover))));
        return comments;
    }

    private static String name(TagField field) {
        return switch (field) {
            case ALBUM_ARTIST -> "ALBUMARTIST";
            case YEAR -> "DATE";
            case TRACK -> "TRACKNUMBER";
            default -> field.name();
        };
    }

    private static String time(Duration time) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                time.toHours(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                time.toMillisPart());
    }

    private void add(String name, String value) {
        comments.add((name + "=" + value).getBytes(UTF_8));
    }

    byte[] toBytes() {
        byte[] vendor = VENDOR.getBytes(UTF_8);
        int bytes = vendor.length
                + comments.stream().mapToInt(c -> Integer.BYTES + c.length).sum()
                + 2 * Integer.BYTES;
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(vendor.length).put(vendor).putInt(comments.size());
        comments.forEach(comment -> buffer.putInt(comment.length).put(comment));
        return buffer.array();
    }

    /** A cover as a block of metadata without its header (RFC 9639 §8.8). */
    static byte[] picture(Cover cover) {
        byte[] mediaType = cover.mediaType().getBytes(ISO_8859_1);
        ByteBuffer image = cover.bytes();
        int fields = Integer.BYTES * (4 + UNTOLD_FIELDS);
        ByteBuffer buffer = ByteBuffer.allocate(fields + mediaType.length + image.remaining());
        buffer.putInt(FRONT_COVER).putInt(mediaType.length).put(mediaType).putInt(0);
        buffer.position(buffer.position() + UNTOLD_FIELDS * Integer.BYTES);
        buffer.putInt(image.remaining()).put(image);
        return buffer.array();
    }
}
