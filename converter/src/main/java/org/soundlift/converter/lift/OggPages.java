package org.soundlift.converter.lift;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.soundlift.mp4.coded.CodedSound;
import org.soundlift.mp4.coded.PacketSamples;

/** One logical bitstream in Ogg pages (RFC 3533 §6). */
final class OggPages {
    private static final int MOST_SEGMENTS = 255;
    private static final int WHOLE_SEGMENT = 255;
    private static final int HEADER_BYTES = 27;
    private static final int CONTINUED = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;
    private static final long NO_PACKET_ENDS = -1;
    /** Streams of one file differ in it; there is only one here. */
    private static final int SERIAL_NUMBER = 0x534C_4654;

    private final OutputStream out;
    private final byte[] lacing = new byte[MOST_SEGMENTS];
    private final byte[] body = new byte[MOST_SEGMENTS * WHOLE_SEGMENT];
    private int segments;
    private int bytes;
    private int flags = FIRST;
    private int sequence;
    private long position = NO_PACKET_ENDS;

    OggPages(OutputStream out) {
        this.out = out;
    }

    /**
     * Adds all packets, and ends the stream.
     *
     * @param samples of each packet
     * @param end the position behind the last sample that is heard
     * @param most samples of a page
     */
    void addAll(CodedSound.Packets packets, PacketSamples samples, long end, long most) throws IOException {
        byte[] packet = new byte[0];
        long at = 0;
        long page = 0;
        try (InputStream in = packets.open()) {
            for (long i = 0; i < packets.count(); i++) {
                int length = packets.bytes(i);
                packet = packet.length < length ? new byte[length] : packet;
                if (in.readNBytes(packet, 0, length) < length) {
                    throw new IOException("packets are missing");
                }
                at += samples.of(packet, length);
                add(packet, length, Math.min(at, end));
                if (at - page >= most && i + 1 < packets.count()) {
                    endPage();
                    page = at;
                }
            }
        }
        write(LAST);
    }

    /**
     * Adds a packet.
     *
     * @param position of the end of the packet in the stream, as its codec counts
     */
    void add(byte[] packet, int length, long position) throws IOException {
        int done = 0;
        while (true) {
            if (segments == MOST_SEGMENTS) {
                write(0);
                flags |= done > 0 ? CONTINUED : 0;
            }
            int segment = Math.min(WHOLE_SEGMENT, length - done);
            System.arraycopy(packet, done, body, bytes, segment);
            lacing[segments++] = (byte) segment;
            bytes += segment;
            done += segment;
            if (segment < WHOLE_SEGMENT) { // A packet of whole segments ends with an empty one.
                this.position = position;
                return;
            }
        }
    }

    /** Ends the page, so that the next packet begins on another. */
    void endPage() throws IOException {
        if (segments > 0) {
            write(0);
        }
    }

    private void write(int more) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES + segments).order(ByteOrder.LITTLE_ENDIAN);
        header.put("OggS".getBytes(ISO_8859_1)).put((byte) 0).put((byte) (flags | more));
        header.putLong(position).putInt(SERIAL_NUMBER).putInt(sequence++).putInt(0);
        header.put((byte) segments).put(lacing, 0, segments);
        int checksum = OggChecksum.of(OggChecksum.of(0, header.array(), header.limit()), body, bytes);
        header.putInt(HEADER_BYTES - Integer.BYTES - 1, checksum);
        out.write(header.array());
        out.write(body, 0, bytes);
        segments = 0;
        bytes = 0;
        flags = 0;
        position = NO_PACKET_ENDS;
    }
}
