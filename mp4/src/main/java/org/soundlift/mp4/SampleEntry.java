package org.soundlift.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/**
 * The coding of samples: an audio sample entry (ISO/IEC 14496-12 §12.2.3; versions 1 and 2 of it in Apple's QuickTime
 * File Format, "Sound Sample Descriptions").
 *
 * @param fields of constant number, behind the box's header; the version decides how many
 * @param children the boxes that configure the decoder, and nothing else
 */
record SampleEntry(String codec, ByteBuffer fields, int version, List<Box> children) {
    static final int FIELDS_BYTES = 28;
    private static final int VERSION_1_BYTES = 16;
    static final int VERSION_2_BYTES = 36;
    static final short FIRST_REFERENCE = 1;
    private static final int MOST_OF_16_BITS = 0xFFFF;
    private static final String WRAPPER = "wave";

    private static final Set<String> PCM = Set.of(
            "twos", "sowt", "in24", "in32", "fl32", "fl64", "lpcm", "ipcm", "fpcm", "raw ", "NONE", "ulaw", "alaw");

    /** The boxes that configure decoders. Any other box, above all one that could name files, is left behind. */
    private static final Set<String> CONFIGURATION = Set.of(
            "esds",
            "dOps",
            "dac3",
            "dec3",
            "dfLa",
            "alac",
            "damr",
            "ddts",
            "dmlp",
            "pcmC",
            "chan",
            "chnl",
            "srat",
            "wave",
            "frma",
            "enda",
            "glbl",
            "mp4a",
            "QDCA",
            "QDCP",
            "\0\0\0\0");

    static SampleEntry of(Box entry, boolean hasQuickTimeFields, BoxBudget budget) throws ConversionException {
        ByteBuffer data = entry.data();
        int version = hasQuickTimeFields ? data.getShort(8) : 0;
        int fixed = FIELDS_BYTES
                + switch (version) {
                    case 1 -> VERSION_1_BYTES;
                    case 2 -> VERSION_2_BYTES;
                    default -> 0;
                };
        ByteBuffer fields = Slices.of(data, 0, fixed);
        List<Box> children = Box.readable(data.position(fixed).slice(), budget);
        if (children.stream().anyMatch(child -> child.type().equals("sinf"))) {
            throw new ConversionException(FailureCode.ENCRYPTED_MEDIA, "sample entry " + entry.type());
        }
        return new SampleEntry(entry.type(), fields, version, configuration(children, budget));
    }

    private static List<Box> configuration(List<Box> children, BoxBudget budget) throws ConversionException {
        List<Box> kept = new ArrayList<>();
        for (Box child : children) {
            if (child.type().equals(WRAPPER)) { // QuickTime's own wrapping of the boxes that MP4 has here.
                kept.add(child.withChildren(configuration(Box.readable(child.data(), budget), budget)));
            } else if (CONFIGURATION.contains(child.type())) {
                kept.add(child);
            }
        }
        return kept;
    }

    /** The first child of that type, also of those that QuickTime wraps. */
    Optional<Box> child(String type) {
        return children.stream()
                .flatMap(box -> box.type().equals(WRAPPER) ? box.knownChildren().stream() : Stream.of(box))
                .filter(box -> box.type().equals(type))
                .findFirst();
    }

    boolean isPcm() {
        return PCM.contains(codec);
    }

    /** Hz, as AAC is configured and as PCM is told; other decoders find it in their data, whatever is told here. */
    OptionalLong sampleRate() {
        Optional<AacConfig> aac = AacConfig.of(this);
        long rate = aac.isPresent() ? aac.get().sampleRate() : isPcm() ? toldSampleRate() : 0;
        return aac.isPresent() || rate > 0 ? OptionalLong.of(rate) : OptionalLong.empty();
    }

    /** 0 in MP4 files where a rate above 65,535 does not fit, and no box {@code srat} (§12.2.3) has it. */
    private long toldSampleRate() {
        Optional<Box> wide = child("srat");
        if (wide.isPresent()) {
            return Integer.toUnsignedLong(wide.get().fullData().getInt());
        }
        return version == 2 ? Math.round(fields.getDouble(32)) : fields.getInt(24) >>> 16;
    }

    /** 1 in PCM and AMR, and where a version of QuickTime's has no such field. */
    long ticksPerPacket() {
        boolean isPacked = version == 1 && !isPcm() && !AmrFrames.isAmr(codec);
        return isPacked ? Integer.toUnsignedLong(fields.getInt(28)) : 1;
    }

    /** So many ticks without those of a packet that a chunk breaks off. */
    long inWholePackets(long ticks) {
        return ticks - ticks % Math.max(1, ticksPerPacket());
    }

    /**
     * Returns the bytes of so many ticks.
     *
     * @param listed bytes a tick by the table of sizes; that of PCM is ignored where the entry itself gives it
     */
    long bytesOfTicks(long ticks, long listed) throws ConversionException {
        if (isPcm()) {
            long bytes = (long) channels() * bitsPerSample() / 8;
            return Math.multiplyExact(ticks, bytes > 0 ? bytes : listed);
        }
        long bytesPerPacket = Integer.toUnsignedLong(fields.getInt(36)); // Of all channels: "bytes per frame".
        if (bytesPerPacket == 0) {
            throw new ConversionException(FailureCode.MALFORMED_MEDIA, "packets of unknown size");
        }
        return Math.multiplyExact(ticks / ticksPerPacket(), bytesPerPacket);
    }

    int channels() {
        return version == 2 ? fields.getInt(40) : Short.toUnsignedInt(fields.getShort(16));
    }

    int bitsPerSample() {
        int told = version == 2 ? fields.getInt(48) : Short.toUnsignedInt(fields.getShort(18));
        return switch (codec) {
            case "in24" -> 24;
            case "in32", "fl32" -> 32;
            case "fl64" -> 64;
            case "ulaw", "alaw" -> 8;
            case "ipcm", "fpcm" ->
                child("pcmC").map(box -> box.data().get(5) & 0xFF).orElse(told);
            default -> told;
        };
    }

    /** Returns the box that configures the decoder, where the codec's sample entry in MP4 files has just one. */
    private Optional<Box> onlyConfiguration() {
        String type = switch (codec) {
            case "mp4a" -> "esds";
            case "alac" -> "alac";
            case "Opus" -> "dOps";
            case "fLaC" -> "dfLa";
            case "ac-3" -> "dac3";
            case "ec-3" -> "dec3";
            case "samr", "sawb" -> "damr";
            default -> "";
        };
        return child(type);
    }

    boolean isPlain() {
        return version == 0 || onlyConfiguration().isPresent();
    }

    /**
     * The entry as an MP4 file has it; it must be plain.
     *
     * @param rate samples a second
     */
    OutBox plain(int rate) {
        Optional<Box> configuration = onlyConfiguration();
        if (configuration.isEmpty()) {
            return lifted(rate);
        }
        ByteBuffer fixed = ByteBuffer.allocate(FIELDS_BYTES)
                .putShort(6, FIRST_REFERENCE)
                .putShort(16, (short) channels())
                .putShort(18, (short) Short.SIZE)
                .putInt(24, rate <= MOST_OF_16_BITS ? rate << Short.SIZE : 0);
        return OutBox.of(codec, List.of(fixed), List.of(configuration.get().lifted()));
    }

    /**
     * The entry as it is written again, its data reference being the first. FFmpeg 4 does not know box {@code pcmC}, so that
     * such an entry is written in another way.
     *
     * @param rate samples a second, where the entry can't tell them
     */
    OutBox lifted(long rate) {
        Optional<PcmForm> form = child("pcmC").isPresent() ? PcmForm.of(this) : Optional.empty();
        if (form.isPresent()) {
            List<OutBox> layout = child("chan").map(Box::lifted).map(List::of).orElse(List.of());
            return OutBox.of("lpcm", List.of(form.get().entry(channels(), rate)), layout);
        }
        ByteBuffer fixed = ByteBuffer.allocate(fields.limit())
                .put(fields.duplicate())
                .putShort(6, FIRST_REFERENCE)
                .flip();
        return OutBox.of(
                codec, List.of(fixed), children.stream().map(Box::lifted).toList());
    }
}
