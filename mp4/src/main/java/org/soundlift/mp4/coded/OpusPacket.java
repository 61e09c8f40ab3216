package org.soundlift.mp4.coded;

/** Packets of Opus. */
public final class OpusPacket {
    /** Opus counts its samples at this rate, whatever the rate was before (RFC 7845 §4). */
    public static final int RATE_HZ = 48_000;
    /** The most that a file can leave out at its beginning, in samples (RFC 7845 §5.1). */
    public static final long MOST_SKIPPED = 0xFFFF;

    private OpusPacket() {}

    /** Returns the samples of a packet at 48 kHz, by its first two bytes (RFC 6716 §3.1, §3.2.5). */
    public static int samples(byte[] packet, long bytes) {
        if (bytes == 0) {
            return 0;
        }
        int configuration = (packet[0] & 0xFF) >>> 3;
        int millisecond = RATE_HZ / 1_000;
        int frame;
        if (configuration < 12) { // SILK
            int[] milliseconds = {10, 20, 40, 60};
            frame = milliseconds[configuration & 3] * millisecond;
        } else if (configuration < 16) { // Hybrid
            frame = (configuration & 1) == 0 ? 10 * millisecond : 20 * millisecond;
        } else { // CELT
            frame = (5 * millisecond / 2) << (configuration & 3);
        }
        int frames = switch (packet[0] & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> bytes > 1 ? packet[1] & 0x3F : 0;
        };
        return frames * frame;
    }
}
