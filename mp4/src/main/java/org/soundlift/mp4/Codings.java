package org.soundlift.mp4;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.mp4.coded.Coding;
import org.soundlift.mp4.coded.Coding.Scale;

/** The codings of sample entries. */
final class Codings {
    /** Bytes of box {@code dOps} without a channel mapping. */
    private static final int LEAST_OF_OPUS = 11;
    /** Bytes of {@code STREAMINFO} with its header. */
    private static final int LEAST_OF_FLAC = 38;

    private Codings() {}

    static Coding of(SampleEntry entry) {
        return switch (entry.codec()) {
            case "Opus" ->
                configured(entry, "dOps")
                        .filter(box -> box.remaining() >= LEAST_OF_OPUS)
                        .<Coding>map(Coding.Opus::new)
                        .orElse(boxed());
            case "fLaC" ->
                entry.child("dfLa")
                        .map(Box::fullData)
                        .filter(blocks -> blocks.remaining() >= LEAST_OF_FLAC)
                        .<Coding>map(Coding.Flac::new)
                        .orElse(boxed());
            case "ac-3" -> new Coding.Frames(AudioFileType.AC3, "");
            case "ec-3" -> new Coding.Frames(AudioFileType.EAC3, "");
            case "samr" -> new Coding.Frames(AudioFileType.AMR, "#!AMR\n");
            case "sawb" -> new Coding.Frames(AudioFileType.AWB, "#!AMR-WB\n");
            case "ulaw" -> new Coding.Uncompressed(Byte.SIZE, Scale.MU_LAW, false, false);
            case "alaw" -> new Coding.Uncompressed(Byte.SIZE, Scale.A_LAW, false, false);
            case "raw " ->
                entry.bitsPerSample() == Byte.SIZE
                        ? new Coding.Uncompressed(Byte.SIZE, Scale.LINEAR, false, false)
                        : boxed();
            default ->
                PcmForm.of(entry)
                        .<Coding>map(form -> new Coding.Uncompressed(
                                form.bits(),
                                form.isFloat() ? Scale.FLOAT : Scale.LINEAR,
                                form.isBigEndian(),
                                form.isSigned()))
                        .orElse(boxed());
        };
    }

    private static Optional<ByteBuffer> configured(SampleEntry entry, String box) {
        return entry.child(box).map(Box::data);
    }

    private static Coding boxed() {
        return new Coding.Boxed();
    }
}
