package org.soundlift.converter.lift;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.soundlift.mp4.coded.CodedSound;
import org.soundlift.mp4.coded.VorbisSetup;
import org.soundlift.mp4.label.ResultLabels;

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
        pages.addAll(sound.packets(), setup.samples(), end, sound.sampleRate());
    }

    private static byte[] comments(ResultLabels labels) {
        byte[] bytes = VorbisComments.withPicture(labels).toBytes();
        return ByteBuffer.allocate(bytes.length + 8)
                .put(COMMENT_HEADER)
                .put("vorbis".getBytes(ISO_8859_1))
                .put(bytes)
                .put(FRAMING)
                .array();
    }
}
