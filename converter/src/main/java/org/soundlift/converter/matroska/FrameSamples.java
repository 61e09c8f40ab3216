package org.soundlift.converter.matroska;

import java.nio.ByteBuffer;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.mp4.AacFrames;
import org.soundlift.mp4.coded.Mp3Frame;
import org.soundlift.mp4.coded.OpusPacket;
import org.soundlift.mp4.coded.PacketSamples;
import org.soundlift.mp4.coded.VorbisSetup;

/** Counts the samples of frames, by the codec and their first bytes; zeros stand behind the end of a short one. */
final class FrameSamples {
    private FrameSamples() {}

    /** @throws ConversionException if sound of that codec can't be taken out as it is */
    static PacketSamples of(TrackEntry track) throws ConversionException {
        return switch (track.codec()) {
            case "A_OPUS" -> OpusPacket::samples;
            case "A_VORBIS" -> VorbisSetup.of(track.configuration()).samples();
            case "A_FLAC" -> (head, _) -> flac(head);
            case "A_AC3" -> (_, _) -> 1_536;
            case "A_EAC3" -> (head, _) -> eac3(head);
            case "A_AAC" -> {
                int samples = AacFrames.samples(track.configuration());
                yield (_, _) -> samples;
            }
            case "A_ALAC" -> {
                int samples = track.configuration().remaining() < Integer.BYTES
                        ? 0
                        : track.configuration().duplicate().getInt();
                yield (_, _) -> samples;
            }
            case "A_MPEG/L3" -> (head, _) -> mp3(head);
            case "A_PCM/INT/LIT", "A_PCM/INT/BIG", "A_PCM/FLOAT/IEEE" -> {
                int frame = Math.max(1, track.channels() * track.bits() / Byte.SIZE);
                yield (_, bytes) -> (int) (bytes / frame);
            }
            default ->
                throw new ConversionException(
                        FailureCode.UNSUPPORTED_AUDIO,
                        "Sound of this codec can't be taken out as it is; choose mp3 or wav.",
                        "codec " + track.codec());
        };
    }

    private static int mp3(byte[] head) {
        return Mp3Frame.parse(ByteBuffer.wrap(head).getInt())
                .map(Mp3Frame::samples)
                .orElse(0);
    }

    /** {@code numblkscod} (ETSI TS 102 366 Annex E.1.3.1); there are six blocks where {@code fscod} is 3. */
    private static int eac3(byte[] head) {
        int codes = (head[4] & 0xFF) >>> 4;
        int[] blocks = {1, 2, 3, 6};
        return 256 * (codes >>> 2 == 3 ? 6 : blocks[codes & 3]);
    }

    /** The block size (RFC 9639 §9.1.1, §9.1.6). */
    private static int flac(byte[] head) {
        int code = (head[2] & 0xFF) >>> 4;
        int number = 4; // The coded number of one to seven bytes comes before a size that is written out.
        int lead = Integer.numberOfLeadingZeros(~(head[number] << 24));
        int at = number + Math.max(1, Math.min(lead, 7));
        return switch (code) {
            case 0 -> 0;
            case 1 -> 192;
            case 2, 3, 4, 5 -> 576 << (code - 2);
            case 6 -> (head[at] & 0xFF) + 1;
            case 7 -> ((head[at] & 0xFF) << 8 | (head[at + 1] & 0xFF)) + 1;
            default -> 256 << (code - 8);
        };
    }
}
