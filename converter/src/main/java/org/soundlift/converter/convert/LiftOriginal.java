package org.soundlift.converter.convert;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.soundlift.converter.lift.LiftedSound;
import org.soundlift.converter.matroska.MatroskaSound;
import org.soundlift.converter.mp3.Id3Labels;
import org.soundlift.converter.result.Content;
import org.soundlift.converter.result.ResultFile;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.mp4.AudioTrack;
import org.soundlift.mp4.OriginalSound;
import org.soundlift.mp4.coded.CodedSound;
import org.soundlift.mp4.coded.LiftableSound;
import org.soundlift.mp4.label.ResultLabels;

/**
 * Takes the sound as it is out of the video: nothing is decoded, and no FFmpeg runs.
 *
 * @param isBoxed whether any sound becomes an ISO base media or QuickTime file, which Soundlift reads
 */
record LiftOriginal(ConverterLimits limits, boolean isBoxed) implements Way {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final long MOST_TIMES_LARGER = 4;
    private static final long MOST_MORE_BYTES = 1L << 30;
    private static final int STEPS = 100;

    @Override
    public Made make(Conversion conversion) throws IOException, ConversionException {
        LiftableSound original = sound(conversion);
        requireSensible(original, conversion.source().whole().size());
        MessageDigest digest = ResultFile.sha256();
        try (OutputStream out = Files.newOutputStream(conversion.target())) {
            OutputStream digested = new DigestOutputStream(out, digest);
            OutputStream watched =
                    new BufferedOutputStream(new Progress(digested, conversion, original.bytes()), BUFFER_BYTES);
            write(original, conversion.labels(Duration.ZERO, original.duration()), watched);
            watched.flush();
        } catch (TooLongException e) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, "it takes longer than a conversion may");
        } catch (IOException e) {
            throw InsufficientStorageException.reason(e, conversion.target().toFile());
        }
        CodedSound sound = original.coded();
        String sha256 = HexFormat.of().formatHex(digest.digest());
        Content content = new Content.Whole(
                original.type(), sound.sampleRate(), sound.channels(), original.duration(), original.bytes(), sha256);
        return new Made(Optional.empty(), Optional.empty(), Optional.empty(), content);
    }

    /** Uncompressed silence and parts that are repeated can make terabytes of a small file. */
    private static void requireSensible(LiftableSound original, long sourceBytes) throws ConversionException {
        long bytes = original.coded().uncompressedBytes();
        if (bytes > MOST_TIMES_LARGER * sourceBytes + MOST_MORE_BYTES) {
            throw new ConversionException(
                    FailureCode.RESOURCE_LIMIT_EXCEEDED, bytes + " bytes of sound in a file of " + sourceBytes);
        }
    }

    private LiftableSound sound(Conversion conversion) throws IOException, ConversionException {
        Source source = conversion.source();
        Optional<OriginalSound> ofTables = source.audio().flatMap(AudioTrack::original);
        return ofTables.isPresent()
                ? ofTables.get()
                : MatroskaSound.read(source.whole(), request(source, conversion.options()));
    }

    private MatroskaSound.Request request(Source source, AudioOptions options) {
        int track = Math.max(1, source.tracks().chosen());
        return new MatroskaSound.Request(track, options.cut(), options.allowIncomplete(), limits.maxDuration());
    }

    /** Returns the kind of file that a source's sound has, if its samples are what they seem to be. */
    AudioFileType type(Source source, AudioOptions options) throws IOException, ConversionException {
        Optional<AudioTrack> track = source.audio();
        if (track.isEmpty()) {
            return MatroskaSound.type(source.whole(), request(source, options));
        }
        return track.get().wholeMp3()
                ? AudioFileType.MP3
                : track.get().original().orElseThrow().type();
    }

    private void write(LiftableSound original, ResultLabels labels, OutputStream out)
            throws IOException, ConversionException {
        boolean hasOwnFile = original.type() != AudioFileType.M4A && original.type() != AudioFileType.MOV;
        if (hasOwnFile && !isBoxed) {
            LiftedSound.write(original.coded(), labels, Id3Labels.tag(labels), out);
            return;
        }
        if (!original.isBoxable()) {
            throw new ConversionException(FailureCode.UNSUPPORTED_AUDIO, "no box for it");
        }
        try (InputStream file = original.open(labels)) {
            file.transferTo(out);
        }
    }

    /** Tells how much is written, and ends what was canceled or takes too long. */
    private static final class Progress extends FilterOutputStream {
        private final Conversion conversion;
        private final long all;
        private long written;
        private int told;

        Progress(OutputStream out, Conversion conversion, long all) {
            super(out);
            this.conversion = conversion;
            this.all = Math.max(1, all);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (conversion.canceled().isDone()) {
                throw new CancellationException();
            }
            if (conversion.source().left().isZero()) {
                throw new TooLongException();
            }
            out.write(bytes, offset, length);
            written += length;
            int step = (int) Math.min(STEPS, (double) STEPS * written / all);
            if (step > told) {
                told = step;
                conversion
                        .progress()
                        .onProgress((double) step / STEPS, conversion.source().length());
            }
        }
    }

    private static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1;
    }
}
