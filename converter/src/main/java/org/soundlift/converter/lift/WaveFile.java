package org.soundlift.converter.lift;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.soundlift.core.options.TagField;
import org.soundlift.mp4.coded.Coding;
import org.soundlift.mp4.coded.Speaker;
import org.soundlift.mp4.label.PlainText;
import org.soundlift.mp4.label.ResultLabels;

/**
 * The chunks around the samples of a WAVE file ("Multimedia Programming Interface and Data Specifications 1.0"; {@code mmreg.h} for the
 * numbers of formats; EBU Tech 3306 for files of 4 GB and more).
 *
 * @param sampleRate Hz
 * @param layout where the channels come from, in their order; empty where nothing tells
 */
public record WaveFile(Coding.Uncompressed coding, int sampleRate, int channels, List<Speaker> layout) {
    private static final Map<TagField, String> CHUNKS = new EnumMap<>(Map.of(
            TagField.TITLE, "INAM",
            TagField.ARTIST, "IART",
            TagField.ALBUM, "IPRD",
            TagField.GENRE, "IGNR",
            TagField.YEAR, "ICRD",
            TagField.COMMENT, "ICMT",
            TagField.LANGUAGE, "ILNG",
            TagField.TRACK, "ITRK"));

    private static final long MOST_OF_32_BITS = 0xFFFF_FFFFL;
    private static final int IN_DS64 = -1;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int EXTENSION_BYTES = 22;
    /** The rest of a sub-format's GUID, whose first two bytes are the number of the format. */
    private static final long GUID_HIGH = 0x0010_0000_0000_0000L;

    private static final long GUID_LOW = 0x719B_3800_AA00_0080L;

    public WaveFile {
        layout = List.copyOf(layout);
    }

    /** Returns the bytes of one sample of all channels. */
    public int frameBytes() {
        return channels * coding.bits() / Byte.SIZE;
    }

    /**
     * Returns what comes before the samples.
     *
     * @param dataBytes of all samples
     * @param tail what comes behind them
     */
    public ByteBuffer head(long dataBytes, ByteBuffer tail) {
        ByteBuffer format = format();
        ByteBuffer fact = coding.scale() == Coding.Scale.LINEAR
                ? ByteBuffer.allocate(0)
                : chunk("fact", little(Integer.BYTES).putInt((int)
                        Math.min(dataBytes / frameBytes(), MOST_OF_32_BITS)));
        long others = Integer.BYTES + format.limit() + fact.limit() + 2L * Integer.BYTES + tail.remaining();
        boolean isLarge = others + dataBytes > MOST_OF_32_BITS;
        ByteBuffer sizes = isLarge ? sizes(others + dataBytes, dataBytes) : ByteBuffer.allocate(0);
        ByteBuffer head = little(5 * Integer.BYTES + sizes.limit() + format.limit() + fact.limit());
        head.put((isLarge ? "RF64" : "RIFF").getBytes(ISO_8859_1));
        head.putInt(isLarge ? IN_DS64 : (int) (others + dataBytes)).put("WAVE".getBytes(ISO_8859_1));
        head.put(sizes).put(format).put(fact).put("data".getBytes(ISO_8859_1));
        return head.putInt(isLarge ? IN_DS64 : (int) dataBytes).flip();
    }

    /** Chunk {@code ds64} (EBU Tech 3306 §3). */
    private ByteBuffer sizes(long others, long dataBytes) {
        int bytes = 3 * Long.BYTES + Integer.BYTES;
        long all = others + bytes + 2L * Integer.BYTES;
        return chunk(
                "ds64",
                little(bytes)
                        .putLong(all)
                        .putLong(dataBytes)
                        .putLong(dataBytes / frameBytes())
                        .putInt(0));
    }

    private ByteBuffer format() {
        int tag = switch (coding.scale()) {
            case LINEAR -> 1;
            case FLOAT -> 3;
            case A_LAW -> 6;
            case MU_LAW -> 7;
        };
        boolean isExtended = channels > 2 || (tag == 1 && coding.bits() > Short.SIZE);
        ByteBuffer format = little(16 + (isExtended ? Short.BYTES + EXTENSION_BYTES : 0));
        format.putShort((short) (isExtended ? EXTENSIBLE : tag)).putShort((short) channels);
        format.putInt(sampleRate).putInt(sampleRate * frameBytes());
        format.putShort((short) frameBytes()).putShort((short) coding.bits());
        if (isExtended) {
            format.putShort((short) EXTENSION_BYTES).putShort((short) coding.bits());
            format.putInt(mask()).putLong(GUID_HIGH | tag).putLong(GUID_LOW);
        }
        return chunk("fmt ", format);
    }

    /** Returns the speakers of the channels, if they come in the order of the mask; else 0. */
    private int mask() {
        int mask = 0;
        for (Speaker speaker : layout) {
            int bit = speaker.inMask();
            if (bit <= Integer.highestOneBit(mask)) {
                return 0;
            }
            mask |= bit;
        }
        return layout.size() == channels ? mask : 0;
    }

    /**
     * Returns what comes behind the samples: the texts, and a whole ID3 tag in a chunk that some programs read.
     *
     * @param dataBytes of all samples
     */
    public ByteBuffer tail(long dataBytes, ResultLabels labels, byte[] id3) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        list.writeBytes("INFO".getBytes(ISO_8859_1));
        CHUNKS.forEach((field, name) -> labels.text(field)
                .map(PlainText::of)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> list.writeBytes(chunk(name, ByteBuffer.wrap((text + "\0").getBytes(UTF_8)))
                        .array())));
        ByteBuffer texts = chunk("LIST", ByteBuffer.wrap(list.toByteArray()));
        ByteBuffer tag = chunk("id3 ", ByteBuffer.wrap(id3));
        int padding = (int) (dataBytes % 2);
        return ByteBuffer.allocate(padding + texts.limit() + tag.limit())
                .position(padding)
                .put(texts)
                .put(tag)
                .flip();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A chunk, which has an even number of bytes. */
    private static ByteBuffer chunk(String name, ByteBuffer fields) {
        ByteBuffer content = fields.duplicate().clear();
        int bytes = content.remaining();
        ByteBuffer chunk = little(2 * Integer.BYTES + bytes + bytes % 2)
                .put(name.getBytes(ISO_8859_1))
                .putInt(bytes)
                .put(content);
        return chunk.rewind();
    }
}
