package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Assembles MP4 files box by box, every field in reach of a test. */
final class Mp4Builder {
    static final int RATE = 44_100;
    static final int FRAME = 1_024;

    String handler = "soun";
    String codec = "mp4a";
    byte[] codecBoxes = {};
    int entryVersion;
    int channels;
    int bits;
    int trackFlags = 3;
    int samples = 10;
    int sampleBytes = 100;
    int delta = FRAME;
    int timescale = RATE;
    int selfContained = 1;
    List<int[]> edits = List.of();
    /** Of chunks of equal length; one chunk where the list is empty. */
    List<Integer> chunkOffsets = List.of();

    static byte[] box(String type, byte[]... parts) {
        byte[] payload = join(parts);
        return join(ints(payload.length + 8), type.getBytes(ISO_8859_1), payload);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    static byte[] ints(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 4);
        Arrays.stream(values).forEach(buffer::putInt);
        return buffer.array();
    }

    static byte[] fileType() {
        return box("ftyp", "isom".getBytes(ISO_8859_1), ints(0));
    }

    byte[] track(int id, int chunkOffset) {
        byte[] entry =
                box(codec, new byte[8], ints(entryVersion << 16, 0, channels << 16 | bits), new byte[8], codecBoxes);
        int[] chunks = chunkOffsets.isEmpty()
                ? new int[] {chunkOffset}
                : chunkOffsets.stream().mapToInt(Integer::intValue).toArray();
        byte[] table = box(
                "stbl",
                box("stsd", ints(0, 1), entry),
                samples == 0 ? box("stts", ints(0, 0)) : box("stts", ints(0, 1, samples, delta)),
                box("stsc", ints(0, 1, 1, samples / chunks.length, 1)),
                box("stsz", ints(0, sampleBytes, samples)),
                box("stco", ints(0, chunks.length), ints(chunks)));
        byte[] reference = box("dinf", box("dref", ints(0, 1), box("url ", ints(selfContained))));
        byte[] media = box(
                "mdia",
                box("mdhd", ints(0, 0, 0, timescale, 0, 0)),
                box("hdlr", ints(0, 0), handler.getBytes(ISO_8859_1), new byte[12]),
                box("minf", reference, table));
        return box("trak", box("tkhd", ints(trackFlags, 0, 0, id, 0)), editBox(), media);
    }

    private byte[] editBox() {
        if (edits.isEmpty()) {
            return new byte[0];
        }
        byte[][] rows =
                edits.stream().map(edit -> ints(edit[0], edit[1], 0x10000)).toArray(byte[][]::new);
        return box("edts", box("elst", ints(0, edits.size()), join(rows)));
    }

    static byte[] movie(byte[]... parts) {
        return box("moov", box("mvhd", ints(0, 0, 0, 1_000, 0)), join(parts));
    }

    /** Media data first, so that offsets don't depend on the tables. */
    byte[] file(byte[]... moreInMovie) {
        byte[] data = new byte[samples * sampleBytes];
        byte[] head = fileType();
        return join(head, box("mdat", data), movie(track(1, head.length + 8), join(moreInMovie)));
    }
}
