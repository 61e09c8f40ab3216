package org.soundlift.converter.mp3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.soundlift.mp4.coded.Mp3Frame;

/**
 * The tag in a first, silent frame that tells players the length: {@code Xing} for variable and {@code Info} for
 * constant bit rate, with LAME's extension for gapless playing (Gabriel Bouvigne's "MP3 Info Tag" specification).
 *
 * @param encoder its name and version, empty if unknown
 * @param frames that follow
 * @param delay samples to drop at the beginning, besides the decoder's own
 * @param padding samples to drop at the end
 */
record XingTag(String encoder, long frames, int delay, int padding) {
    private static final int HAS_FRAMES = 1;
    private static final int HAS_BYTES = 2;
    private static final int HAS_SEEK_TABLE = 4;
    private static final int HAS_QUALITY = 8;
    private static final int NAME_BYTES = 9;
    private static final int LAME_DELAY_OFFSET = 21;

    /** The tag in a frame, given what follows its header. */
    static Optional<XingTag> parse(Mp3Frame frame, byte[] rest) {
        ByteBuffer data = ByteBuffer.wrap(rest);
        if (rest.length < frame.sideInformationBytes() + 120 + LAME_DELAY_OFFSET + 3) {
            return Optional.empty();
        }
        data.position(frame.sideInformationBytes());
        byte[] name = new byte[4];
        data.get(name);
        String id = new String(name, US_ASCII);
        if (!id.equals("Xing") && !id.equals("Info")) {
            return Optional.empty();
        }
        int flags = data.getInt();
        long frames = (flags & HAS_FRAMES) != 0 ? Integer.toUnsignedLong(data.getInt()) : 0;
        int skipped = ((flags & HAS_BYTES) != 0 ? 4 : 0)
                + ((flags & HAS_SEEK_TABLE) != 0 ? 100 : 0)
                + ((flags & HAS_QUALITY) != 0 ? 4 : 0);
        int extension = data.position() + skipped;
        String encoder = new String(rest, extension, NAME_BYTES, US_ASCII)
                .replace('\0', ' ')
                .strip();
        int lame = extension + LAME_DELAY_OFFSET;
        int delayAndPadding = (rest[lame] & 0xFF) << 16 | (rest[lame + 1] & 0xFF) << 8 | (rest[lame + 2] & 0xFF);
        return Optional.of(new XingTag(encoder, frames, delayAndPadding >> 12, delayAndPadding & 0xFFF));
    }
}
