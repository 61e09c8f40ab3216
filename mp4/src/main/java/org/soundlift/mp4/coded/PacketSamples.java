package org.soundlift.mp4.coded;

/** Counts the samples of packets, in their order. */
public interface PacketSamples {
    /**
     * Returns the samples of each channel that a packet is decoded to.
     *
     * @param packet its bytes, or the first of them
     * @param bytes of the whole packet
     */
    int of(byte[] packet, long bytes);
}
