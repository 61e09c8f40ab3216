package org.soundlift.converter.lift;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.soundlift.mp4.coded.CodedSound;
import org.soundlift.mp4.label.ResultLabels;

/** FLAC in its own file (RFC 9639 §6 to §8). */
final class FlacFile {
    private static final int STREAM_INFO = 0;
    private static final int VORBIS_COMMENT = 4;
    private static final int PICTURE = 6;
    private static final int IS_LAST = 0x80;
    private static final int HEADER_BYTES = 4;
    private static final int STREAM_INFO_BYTES = 34;
    private static final int TOTAL_OFFSET = 10;
    private static final int DIGEST_OFFSET = 18;
    private static final long TOTAL_MASK = (1L << 36) - 1;

    private FlacFile() {}

    static void write(CodedSound sound, ByteBuffer blocks, ResultLabels labels, OutputStream out) throws IOException {
        out.write("fLaC".getBytes(ISO_8859_1));
        writeBlock(out, STREAM_INFO, streamInfo(blocks, sound));
        if (labels.cover().isPresent()) {
            writeBlock(out, PICTURE, VorbisComments.picture(labels.cover().get()));
        }
        writeBlock(out, IS_LAST | VORBIS_COMMENT, VorbisComments.of(labels).toBytes());
        try (InputStream in = sound.packets().open()) {
            in.transferTo(out);
        }
    }

    private static void writeBlock(OutputStream out, int type, byte[] content) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).putInt(type << 24 | content.length);
        out.write(header.array());
        out.write(content);
    }

    /** The block as it is (§8.2); where frames are missing, without the number of samples and their digest. */
    private static byte[] streamInfo(ByteBuffer blocks, CodedSound sound) {
        byte[] content = new byte[STREAM_INFO_BYTES];
        blocks.get(blocks.position() + HEADER_BYTES, content);
        ByteBuffer info = ByteBuffer.wrap(content);
        long told = info.getLong(TOTAL_OFFSET);
        CodedSound.Piece piece = sound.piece().orElseThrow();
        long samples = piece.taken()
                .map(taken -> piece.skipped() + taken + piece.left())
                .orElse(told & TOTAL_MASK);
        if (!sound.isShort(Math.abs((told & TOTAL_MASK) - samples))) {
            info.putLong(TOTAL_OFFSET, told & ~TOTAL_MASK);
            info.putLong(DIGEST_OFFSET, 0).putLong(DIGEST_OFFSET + Long.BYTES, 0);
        }
        return content;
    }
}
