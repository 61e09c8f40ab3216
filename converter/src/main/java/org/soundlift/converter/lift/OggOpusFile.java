package org.soundlift.converter.lift;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.soundlift.mp4.coded.CodedSound;
import org.soundlift.mp4.coded.OpusPacket;
import org.soundlift.mp4.label.ResultLabels;
import org.soundlift.mp4.timeline.Ticks;

/** Opus in Ogg (RFC 7845). */
final class OggOpusFile {
    private static final int VERSION = 1;

    private final CodedSound sound;
    private final long skipped;
    private final long end;

    /** @param sound is Opus of one piece */
    OggOpusFile(CodedSound sound) {
        this.sound = sound;
        CodedSound.Piece piece = sound.piece().orElseThrow();
        long rate = sound.playback().rate();
        this.skipped = Ticks.rescale(piece.skipped(), rate, OpusPacket.RATE_HZ);
        this.end = piece.taken()
                .map(taken -> Ticks.rescale(piece.skipped() + taken, rate, OpusPacket.RATE_HZ))
                .orElse(Long.MAX_VALUE);
    }

    void writeTo(OutputStream out, ByteBuffer configuration, ResultLabels labels) throws IOException {
        OggPages pages = new OggPages(out);
        byte[] head = head(configuration);
        pages.add(head, head.length, 0);
        pages.endPage();
        byte[] tags = tags(labels);
        pages.add(tags, tags.length, 0);
        pages.endPage();
        pages.addAll(sound.packets(), OpusPacket::samples, end, OpusPacket.RATE_HZ);
    }

    /** The identification header (§5.1) by box {@code dOps}, whose numbers have the other order of bytes. */
    private byte[] head(ByteBuffer configuration) {
        ByteBuffer told = configuration.duplicate();
        ByteBuffer head = ByteBuffer.allocate(8 + told.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        head.put("OpusHead".getBytes(ISO_8859_1)).put((byte) VERSION);
        told.get();
        head.put(told.get());
        told.getShort();
        head.putShort((short) skipped).putInt(told.getInt()).putShort(told.getShort());
        return head.put(told).array();
    }

    /** The comment header (§5.2). */
    private static byte[] tags(ResultLabels labels) {
        byte[] bytes = VorbisComments.withPicture(labels).toBytes();
        return ByteBuffer.allocate(8 + bytes.length)
                .put("OpusTags".getBytes(ISO_8859_1))
                .put(bytes)
                .array();
    }
}
