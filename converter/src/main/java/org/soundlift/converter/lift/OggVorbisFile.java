package org.soundlift.converter.lift;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.soundlift.converter.label.ResultLabels;

/** Vorbis in Ogg (Vorbis I specification, Annex A). */
final class OggVorbisFile {
    private static final byte COMMENT_HEADER = 3;
    private static final byte FRAMING = 1;

    private final CodedSound sound;

    /** @param sound is Vorbis of one piece that begins with its first sample */
    OggVorbisFile(CodedSound sound) {
        this.sound = sound;
    }

    void writeTo(OutputStream out, VorbisSetup setup, ResultLabels labels) throws IOException {
        OggPages pages = new OggPages(out);
        byte[] identification = setup.identification();
        pages.add(identification, identification.length, 0);
        pages.endPage();
        byte[] comments = comments(labels);
        pages.add(comments, comments.length, 0);
        byte[] last = setup.setup();
        pages.add(last, last.length, 0);
        pages.endPage();
        long end = sound.piece().flatMap(CodedSound.Piece::taken).orElse(Long.MAX_VALUE);
        VorbisSetup sizes = setup.again();
        CodedSound.Packets packets = sound.packets();
        byte[] packet = new byte[0];
        long position = 0;
        long page = 0;
        try (InputStream in = packets.open()) {
            for (long i = 0; i < packets.count(); i++) {
                int bytes = packets.bytes(i);
                packet = packet.length < bytes ? new byte[bytes] : packet;
                if (in.readNBytes(packet, 0, bytes) < bytes) {
                    throw new IOException("packets are missing");
                }
                position += bytes == 0 ? 0 : sizes.samples(packet[0]);
                pages.add(packet, bytes, Math.min(position, end));
                if (position - page >= sound.sampleRate() && i + 1 < packets.count()) {
                    pages.endPage();
                    page = position;
                }
            }
        }
        pages.end();
    }

    private static byte[] comments(ResultLabels labels) {
        VorbisComments comments = VorbisComments.of(labels);
        labels.cover()
                .ifPresent(cover -> comments.add(
                        "METADATA_BLOCK_PICTURE", Base64.getEncoder().encodeToString(VorbisComments.picture(cover))));
        byte[] bytes = comments.toBytes();
        return ByteBuffer.allocate(bytes.length + 8)
                .put(COMMENT_HEADER)
                .put("vorbis".getBytes(ISO_8859_1))
                .put(bytes)
                .put(FRAMING)
                .array();
    }
}
