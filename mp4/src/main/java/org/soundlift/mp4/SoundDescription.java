package org.soundlift.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.mp4.coded.Speaker;

/**
 * The coding of a track's samples: box {@code stsd} (ISO/IEC 14496-12 §8.5.2).
 *
 * @param version of the box
 * @param type of its file, which decides if entries may have QuickTime's fields
 */
record SoundDescription(int version, FileType type, List<SampleEntry> entries) {
    private static final int MAX_ENTRIES = 32;
    private static final int MIN_RATE_HZ = 4_000;
    private static final int MAX_RATE_HZ = 384_000;
    static final int OPUS_RATE_HZ = 48_000;

    /** Protected sound by Common Encryption (ISO/IEC 23001-7), by iTunes and by Audible. */
    private static final Set<String> ENCRYPTED = Set.of("enca", "drms", "drmi", "aavd", "adrm");

    private static final Set<String> MP3 = Set.of(".mp3", "mp3 ", "ms\0U");

    /** The codecs of the decoders that FFmpeg may open, besides PCM. */
    private static final Set<String> CODED = Set.of(
            "mp4a", "ac-3", "ec-3", "alac", "Opus", "fLaC", ".mp3", "mp3 ", ".mp2", "samr", "sawb", "ima4", "agsm",
            "ms\0\2", "ms\0\21", "ms\0U", "QDM2", "QDMC", "MAC3", "MAC6", "dtsc", "dtse", "dtsh", "dtsl", "spex",
            "mlpa", "vrbs", "OggS");

    static SoundDescription of(Box table, FileType type, BoxBudget budget) throws ConversionException {
        ByteBuffer data = table.fullData();
        data.getInt();
        List<Box> boxes = Box.parse(data.slice(), budget);
        if (boxes.isEmpty()) {
            throw new ConversionException(FailureCode.MALFORMED_MEDIA, "no sample description");
        }
        if (boxes.size() > MAX_ENTRIES) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, boxes.size() + " sample descriptions");
        }
        List<SampleEntry> entries = new ArrayList<>();
        for (Box box : boxes) {
            if (ENCRYPTED.contains(box.type())) {
                throw new ConversionException(FailureCode.ENCRYPTED_MEDIA, "sample entry " + box.type());
            }
            SampleEntry entry = SampleEntry.of(box, type.quickTime() || table.version() == 0, budget);
            requireDecodable(entry);
            entries.add(entry);
        }
        return new SoundDescription(table.version(), type, List.copyOf(entries));
    }

    private static void requireDecodable(SampleEntry entry) throws ConversionException {
        if (!entry.isPcm() && !CODED.contains(entry.codec())) {
            throw new ConversionException(FailureCode.UNSUPPORTED_AUDIO, "codec " + entry.codec());
        }
        OptionalLong rate = entry.sampleRate();
        if (rate.isPresent() && (rate.getAsLong() < MIN_RATE_HZ || rate.getAsLong() > MAX_RATE_HZ)) {
            throw new ConversionException(
                    FailureCode.RESOURCE_LIMIT_EXCEEDED,
                    String.format(
                            Locale.ROOT,
                            "Its sound has %d samples a second; from %d to %d are converted.",
                            rate.getAsLong(),
                            MIN_RATE_HZ,
                            MAX_RATE_HZ),
                    "sample rate " + rate.getAsLong());
        }
    }

    private SampleEntry first() {
        return entries.getFirst();
    }

    /** Four-character code of the first entry. */
    String codec() {
        return first().codec();
    }

    /** Returns true if samples may be MP3 frames; they tell themselves if they are. */
    boolean seemsMp3() {
        return MP3.contains(codec())
                || (codec().equals("mp4a") && AacConfig.of(first()).isEmpty());
    }

    /** Hz, as the first entry tells it, if it does. */
    OptionalLong sampleRate() {
        return first().sampleRate();
    }

    /** The index that a chunk names, from 1; the first one's where there is none of that index. */
    int index(int named) {
        return named >= 1 && named <= entries.size() ? named : 1;
    }

    boolean isPcm() {
        return first().isPcm();
    }

    /** @throws ConversionException if it is PCM that changes its form on the way */
    void requireOnePcm() throws ConversionException {
        long forms = entries.stream()
                .map(entry -> List.of(entry.codec(), entry.channels(), entry.bitsPerSample(), entry.sampleRate()))
                .distinct()
                .count();
        if (isPcm() && forms > 1) {
            throw new ConversionException(
                    FailureCode.UNSUPPORTED_AUDIO,
                    "The uncompressed sound in this file changes its form on the way, which is not supported.",
                    forms + " forms of PCM");
        }
    }

    /** Returns whether samples are ticks of sound, which are only counted, and not units that are stored one by one. */
    boolean countsTicks(Samples samples) throws ConversionException {
        if (isPcm()) { // Old files give each sample one byte, however many it has.
            long bytes = first().bytesOfTicks(1, samples.sizes().bytes(0));
            return samples.sizes().areEqual()
                    && samples.sizes().bytes(0) > 0
                    && samples.sizes().bytes(0) <= bytes;
        }
        return samples.times().areSingleTicks() && first().ticksPerPacket() > 1;
    }

    long ticksPerPacket() {
        return Math.max(1, first().ticksPerPacket());
    }

    /** Returns the sound of each access unit, where the codec fixes it, and all entries are alike. */
    Optional<FrameLength> frameLength(ByteBuffer first, long firstBytes) {
        List<Optional<FrameLength>> lengths = entries.stream()
                .map(entry -> FrameLength.of(entry, first, firstBytes))
                .distinct()
                .toList();
        return lengths.size() == 1 ? lengths.getFirst() : Optional.empty();
    }

    long inWholePackets(long ticks) {
        return first().inWholePackets(ticks);
    }

    long bytesOfTicks(long ticks, long listed) throws ConversionException {
        return first().bytesOfTicks(ticks, listed);
    }

    /**
     * Returns the samples that an Opus decoder needs before its output is right: field {@code PreSkip} of box {@code dOps}
     * (Encapsulation of Opus in ISO Base Media File Format §4.3.2); 0 for other codecs.
     */
    int preSkip() {
        return codec().equals("Opus")
                ? first().child("dOps")
                        .map(box -> Short.toUnsignedInt(box.data().getShort(2)))
                        .orElse(0)
                : 0;
    }

    /** Returns where the channels of PCM come from, in their order; decoders of codecs put theirs into the usual one. */
    List<Speaker> layout() {
        return isPcm() && entries.size() == 1 ? ChannelLayout.of(first()) : List.of();
    }

    /** Returns the form of samples of one channel, if all are such. */
    Optional<PcmForm> monoPcm() {
        return entries.size() == 1 && first().channels() == 1 ? PcmForm.of(first()) : Optional.empty();
    }

    /** The description of two channels of that form. */
    OutBox liftedStereo(PcmForm form, long rate) {
        OutBox entry = OutBox.of("lpcm", form.entry(2, rate));
        return OutBox.full("stsd", version, 0, OutBox.ints(1), entry);
    }

    int channels() {
        return first().channels();
    }

    /** Returns the samples a second that are heard, Hz, if the first entry tells them. */
    OptionalLong presentedRate() {
        Optional<AacConfig> aac = AacConfig.of(first());
        return aac.isPresent() ? OptionalLong.of(aac.get().presentedRate()) : sampleRate();
    }

    /** Returns whether an MP4 file can describe it, without anything of QuickTime's. */
    boolean isPlain() {
        return entries.stream().allMatch(SampleEntry::isPlain);
    }

    /**
     * The same as an MP4 file has it; it must be plain.
     *
     * @param rate samples a second that are heard
     */
    OutBox plain(int rate) {
        OutBox[] plain = entries.stream().map(entry -> entry.plain(rate)).toArray(OutBox[]::new);
        return OutBox.full("stsd", 0, 0, OutBox.ints(entries.size()), plain);
    }

    /** @param rate samples a second, where entries can't tell them */
    OutBox lifted(long rate) {
        OutBox[] lifted = entries.stream().map(entry -> entry.lifted(rate)).toArray(OutBox[]::new);
        return OutBox.full("stsd", version, 0, OutBox.ints(entries.size()), lifted);
    }
}
