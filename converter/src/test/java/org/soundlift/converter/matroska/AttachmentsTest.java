package org.soundlift.converter.matroska;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.core.label.Cover;
import org.soundlift.core.label.UnusableLabelException;

/** The cover among attachments before and behind the clusters. */
final class AttachmentsTest {
    private static final String EBML = "1A45DFA3";
    private static final String SEGMENT = "18538067";
    private static final String SEEK_HEAD = "114D9B74";
    private static final String CLUSTER = "1F43B675";
    private static final String ATTACHMENTS = "1941A469";
    private static final String FILE = "61A7";

    @TempDir
    private Path folder;

    private static byte[] element(String id, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(HexFormat.of().parseHex(id));
        all.writeBytes(
                ByteBuffer.allocate(4).putInt(0x1000_0000 | content.size()).array());
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    /** As far as it is looked at. */
    private static byte[] png(int width) {
        return ByteBuffer.allocate(24)
                .putLong(0x8950_4E47_0D0A_1A0AL)
                .putInt(13)
                .put(text("IHDR"))
                .putInt(width)
                .putInt(100)
                .array();
    }

    private static byte[] attached(String name, String type, byte[] data) {
        return element(FILE, element("466E", text(name)), element("4660", text(type)), element("465C", data));
    }

    private Optional<Cover> cover(byte[]... inSegment) throws IOException, UnusableLabelException {
        Path file = folder.resolve("v.mkv");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(element(EBML, new byte[9]));
        all.writeBytes(element(SEGMENT, inSegment));
        Files.write(file, all.toByteArray());
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return Attachments.cover(channel);
        }
    }

    private static byte[] bytes(Optional<Cover> cover) {
        byte[] bytes = new byte[cover.orElseThrow().bytes().remaining()];
        cover.get().bytes().get(bytes);
        return bytes;
    }

    @Test
    void pictureNamedCoverWinsOverTheFirst() throws Exception {
        byte[] attachments = element(
                ATTACHMENTS,
                attached("small_cover.png", "image/png", png(1)),
                attached("font.ttf", "font/ttf", png(2)),
                attached("Cover.png", "image/png", png(3)),
                attached("other.png", "image/png", png(4)));
        assertThat(bytes(cover(attachments, element(CLUSTER, new byte[5])))).isEqualTo(png(3));
    }

    @Test
    void firstPictureIsTakenWhereNoneIsNamedSo() throws Exception {
        byte[] attachments =
                element(ATTACHMENTS, attached("a.txt", "text/plain", png(1)), attached("b.png", "image/png", png(2)));
        assertThat(bytes(cover(attachments))).isEqualTo(png(2));
    }

    @Test
    void attachmentsBehindTheClustersAreFoundByTheSeekHead() throws Exception {
        byte[] cluster = element(CLUSTER, new byte[9_000]);
        byte[] attachments = element(ATTACHMENTS, attached("cover.png", "image/png", png(7)));
        int seekHead = seekHead(0).length;
        assertThat(bytes(cover(seekHead(seekHead + cluster.length), cluster, attachments)))
                .isEqualTo(png(7));
        assertThat(cover(seekHead(seekHead + 1), cluster, attachments)).isEmpty();
        assertThat(cover(seekHead(Integer.MAX_VALUE), cluster, attachments)).isEmpty();
    }

    private static byte[] seekHead(int position) {
        byte[] id = HexFormat.of().parseHex(ATTACHMENTS);
        byte[] place = ByteBuffer.allocate(4).putInt(position).array();
        return element(SEEK_HEAD, element("4DBB", element("53AB", id), element("53AC", place)));
    }

    @Test
    void coverThatCantBeUsedIsRefused() {
        byte[] large = element(ATTACHMENTS, attached("cover.png", "image/png", png(600_000)));
        assertThatThrownBy(() -> cover(large))
                .isInstanceOf(UnusableLabelException.class)
                .hasMessageContaining("600000");
    }

    @Test
    void brokenFileHasNone() throws Exception {
        byte[] attachments = element(ATTACHMENTS, attached("cover.png", "image/png", png(7)));
        attachments[attachments.length - 30] = 0x01; // The size of the picture.
        assertThat(cover(attachments)).isEmpty();
        assertThat(cover()).isEmpty();
    }
}
