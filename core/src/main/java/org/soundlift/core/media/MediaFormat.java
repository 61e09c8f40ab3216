package org.soundlift.core.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.Set;

/** The containers that are accepted, told apart by their first bytes and never by name or declared type. */
public enum MediaFormat {
    /** MP4, M4A, MOV, 3GP: the ISO base media file format (ISO/IEC 14496-12) and its ancestor QuickTime. */
    ISO_BASE_MEDIA,
    /** Matroska and WebM (RFC 9559). */
    MATROSKA;

    /**
     * The number of first bytes that {@link #detect} needs to decide; fewer are enough for a file that is no longer.
     */
    public static final int HEAD_BYTES = 12;

    /**
     * Types of the box that a file may begin with. {@code ftyp} since 2001; the others are what QuickTime wrote
     * before and what some cameras still put first.
     */
    private static final Set<String> FIRST_BOXES =
            Set.of("ftyp", "styp", "moov", "mdat", "free", "skip", "wide", "pnot");

    /** The format of a file that begins with {@code head}, or empty if it is none of these. */
    public static Optional<MediaFormat> detect(byte[] head) {
        if (head.length >= 4
                && head[0] == 0x1A
                && head[1] == 0x45
                && head[2] == (byte) 0xDF
                && head[3] == (byte) 0xA3) {
            return Optional.of(MATROSKA);
        }
        if (head.length >= 8 && FIRST_BOXES.contains(new String(head, 4, 4, ISO_8859_1))) {
            return Optional.of(ISO_BASE_MEDIA);
        }
        return Optional.empty();
    }
}
