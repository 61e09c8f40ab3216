package org.soundlift.mp4;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.soundlift.core.job.ConversionException;
import org.soundlift.mp4.coded.CodedSound;
import org.soundlift.mp4.label.ResultLabels;
import org.soundlift.mp4.timeline.Stretches;

/** An M4A of packets that were in a file of another kind. */
public final class PacketFile {
    /** MPEG-4 audio and an audio stream (ISO/IEC 14496-1 §7.2.6.6). */
    private static final byte MPEG_4_AUDIO = 0x40;

    private static final byte AUDIO_STREAM = 0x15;
    private static final int SAMPLE_BITS = 16;

    private final OutBox entry;
    private final long rate;
    private final LongUnaryOperator samples;

    private PacketFile(OutBox entry, long rate, LongUnaryOperator samples) {
        this.entry = entry;
        this.rate = rate;
        this.samples = samples;
    }

    /**
     * A file of AAC.
     *
     * @param configuration {@code AudioSpecificConfig}
     * @param rate of the core, Hz
     * @param samples of each packet, at that rate
     */
    public static PacketFile ofAac(ByteBuffer configuration, int channels, int rate, LongUnaryOperator samples) {
        ByteBuffer specific = descriptor(5, configuration.duplicate());
        ByteBuffer decoder = ByteBuffer.allocate(13 + specific.remaining())
                .put(MPEG_4_AUDIO)
                .put(AUDIO_STREAM)
                .position(13)
                .put(specific)
                .flip();
        ByteBuffer config = descriptor(4, decoder);
        ByteBuffer layer = descriptor(6, ByteBuffer.wrap(new byte[] {2}));
        ByteBuffer stream = ByteBuffer.allocate(3 + config.remaining() + layer.remaining())
                .position(3)
                .put(config)
                .put(layer)
                .flip();
        OutBox box = OutBox.full("esds", 0, 0, descriptor(3, stream));
        return new PacketFile(entry("mp4a", channels, rate, box), rate, samples);
    }

    /**
     * A file of ALAC.
     *
     * @param configuration {@code ALACSpecificConfig}
     */
    public static PacketFile ofAlac(ByteBuffer configuration, int channels, int rate, LongUnaryOperator samples) {
        OutBox box = OutBox.full("alac", 0, 0, configuration.duplicate());
        return new PacketFile(entry("alac", channels, rate, box), rate, samples);
    }

    /**
     * A file of FLAC (Encapsulation of FLAC in ISO Base Media File Format §3.3.2).
     *
     * @param blocks of metadata
     */
    public static PacketFile ofFlac(ByteBuffer blocks, int channels, int rate, LongUnaryOperator samples) {
        OutBox box = OutBox.full("dfLa", 0, 0, blocks.duplicate());
        return new PacketFile(entry("fLaC", channels, rate, box), rate, samples);
    }

    /** A descriptor whose length has one to four bytes (ISO/IEC 14496-1 §8.3.3). */
    private static ByteBuffer descriptor(int tag, ByteBuffer content) {
        int length = content.remaining();
        return ByteBuffer.allocate(5 + length)
                .put((byte) tag)
                .put((byte) (length >>> 21 | 0x80))
                .put((byte) (length >>> 14 | 0x80))
                .put((byte) (length >>> 7 | 0x80))
                .put((byte) (length & 0x7F))
                .put(content)
                .flip();
    }

    private static OutBox entry(String codec, int channels, int rate, OutBox configuration) {
        ByteBuffer fields = ByteBuffer.allocate(SampleEntry.FIELDS_BYTES)
                .putShort(6, SampleEntry.FIRST_REFERENCE)
                .putShort(16, (short) channels)
                .putShort(18, (short) SAMPLE_BITS)
                .putInt(24, rate <= 0xFFFF ? rate << Short.SIZE : 0);
        return OutBox.of(codec, List.of(fields), List.of(configuration));
    }

    /** Reads the file of a sound. */
    public InputStream open(CodedSound sound, ResultLabels labels) throws IOException {
        try {
            Units units = units(sound.packets());
            LiftedHead head = new LiftedHead(
                    FileType.ofM4a(),
                    OutBox.full("stsd", 0, 0, OutBox.ints(1), entry),
                    units,
                    WrittenEdits.of(sound.playback().steps(), units.lengths().samples()),
                    labels);
            return new JoinedStream(List.of(
                    new ByteArrayInputStream(head.bytes()),
                    sound.packets().open(),
                    new ByteArrayInputStream(head.tail())));
        } catch (ConversionException e) {
            throw new IllegalStateException(e); // So many packets were refused when they were found.
        }
    }

    private Units units(CodedSound.Packets packets) throws ConversionException {
        Times times = new Times();
        Sizes sizes = new Sizes();
        long bytes = 0;
        for (long i = 0; i < packets.count(); i++) {
            times.add(1, samples.applyAsLong(i));
            sizes.add(1, packets.bytes(i));
            bytes += packets.bytes(i);
        }
        Chunks chunks = new Chunks();
        chunks.add(0, bytes, packets.count(), 1);
        return new Units(rate, new Stretches(), new Lengths(times), true, new Units.Storage(sizes, chunks, 1));
    }
}
