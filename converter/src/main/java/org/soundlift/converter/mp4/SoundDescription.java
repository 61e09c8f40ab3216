package org.soundlift.converter.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.soundlift.converter.ConversionException;
import org.soundlift.core.job.FailureCode;

/**
 * How the samples are coded: box {@code stsd} (ISO/IEC 14496-12 §8.5.2, §12.2.3).
 *
 * @param codec four-character code of the first entry
 * @param opusPreSkip samples at 48 kHz that an Opus decoder drops at the beginning
 * @param countsTicks whether a constant sample size counts ticks of sound, as for PCM, and not stored units
 */
record SoundDescription(String codec, int opusPreSkip, boolean countsTicks) {
    private static final int MAX_ENTRIES = 32;
    private static final int OPUS_RATE_HZ = 48_000;

    /** Protected sound by Common Encryption (ISO/IEC 23001-7) and by iTunes. */
    private static final Set<String> ENCRYPTED = Set.of("enca", "drms", "drmi");

    private static final Set<String> PCM = Set.of(
            "twos", "sowt", "in24", "in32", "fl32", "fl64", "lpcm", "ipcm", "fpcm", "raw ", "NONE", "ulaw", "alaw");

    /** What else the decoders that FFmpeg may open can decode. */
    private static final Set<String> CODED = Set.of(
            "mp4a", "ac-3", "ec-3", "alac", "Opus", "fLaC", ".mp3", "mp3 ", ".mp2", "samr", "sawb", "ima4", "agsm",
            "ms\0\2", "ms\0\21", "ms\0U", "QDM2", "QDMC", "MAC3", "MAC6", "dtsc", "dtse", "dtsh", "dtsl", "spex",
            "mlpa", "vrbs", "OggS");

    static SoundDescription of(Box table, BoxBudget budget) throws ConversionException {
        ByteBuffer data = table.fullData();
        data.getInt();
        List<Box> entries = Box.parse(data.slice(), budget);
        if (entries.isEmpty()) {
            throw new ConversionException(FailureCode.MALFORMED_MEDIA, "no sample description");
        }
        if (entries.size() > MAX_ENTRIES) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, entries.size() + " sample descriptions");
        }
        for (Box entry : entries) {
            requireDecodable(entry, budget);
        }
        Box first = entries.getFirst();
        return new SoundDescription(
                first.type(), first.type().equals("Opus") ? preSkip(first, budget) : 0, countsTicks(first));
    }

    private static void requireDecodable(Box entry, BoxBudget budget) throws ConversionException {
        if (ENCRYPTED.contains(entry.type()) || extension(entry, "sinf", budget).isPresent()) {
            throw new ConversionException(FailureCode.ENCRYPTED_MEDIA, "sample entry " + entry.type());
        }
        if (!PCM.contains(entry.type()) && !CODED.contains(entry.type())) {
            throw new ConversionException(FailureCode.UNSUPPORTED_AUDIO, "codec " + entry.type());
        }
    }

    /** A box behind the fixed fields of an audio sample entry, whose number depends on QuickTime's version. */
    private static Optional<Box> extension(Box entry, String type, BoxBudget budget) throws ConversionException {
        ByteBuffer data = entry.data();
        int version = data.getShort(8);
        int fixed = switch (version) {
            case 1 -> 28 + 16;
            case 2 -> 28 + 36;
            default -> 28;
        };
        data.position(Math.min(fixed, data.limit()));
        try {
            return Box.parse(data.slice(), budget).stream()
                    .filter(box -> box.type().equals(type))
                    .findFirst();
        } catch (ConversionException notBoxes) {
            return Optional.empty(); // QuickTime files may hold other things here.
        }
    }

    /** Field {@code PreSkip} of box {@code dOps} (Encapsulation of Opus in ISOBMFF §4.3.2). */
    private static int preSkip(Box entry, BoxBudget budget) throws ConversionException {
        Optional<Box> specific = extension(entry, "dOps", budget);
        return specific.isPresent() ? Short.toUnsignedInt(specific.get().data().getShort(2)) : 0;
    }

    /** PCM, and the compressed sound of QuickTime's version 1, which packs several ticks into a unit. */
    private static boolean countsTicks(Box entry) {
        boolean packed = entry.data().getShort(8) == 1 && entry.data().getInt(28) > 1;
        return packed || PCM.contains(entry.type());
    }

    boolean isPcm() {
        return PCM.contains(codec);
    }

    long preSkipTicks(long timescale) {
        return Ticks.rescale(opusPreSkip, OPUS_RATE_HZ, timescale);
    }
}
