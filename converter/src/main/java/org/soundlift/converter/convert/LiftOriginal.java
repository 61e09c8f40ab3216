package org.soundlift.converter.convert;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.soundlift.converter.label.ResultLabels;
import org.soundlift.converter.lift.CodedSound;
import org.soundlift.converter.lift.Coding;
import org.soundlift.converter.lift.LiftedSound;
import org.soundlift.converter.lift.WaveFile;
import org.soundlift.converter.mp4.AudioTrack;
import org.soundlift.converter.mp4.OriginalSound;
import org.soundlift.converter.result.Content;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.core.queue.Outcome;

/** Takes the sound as it is out of the video: nothing is decoded, and no FFmpeg runs. */
record LiftOriginal() implements Way {
    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public Outcome make(Conversion conversion) throws IOException, ConversionException {
        AudioTrack track = track(conversion.source());
        OriginalSound original = track.original().orElseThrow();
        try (OutputStream out = new BufferedOutputStream(
                new Progress(Files.newOutputStream(conversion.target()), conversion, original.bytes()), BUFFER_BYTES)) {
            Content content = write(conversion, track, original, out);
            return new Made(Optional.empty(), Optional.empty(), Optional.empty(), content);
        }
    }

    /** @throws ConversionException if it is not known how the sound lies in the file */
    private static AudioTrack track(Source source) throws ConversionException {
        return source.audio()
                .orElseThrow(() -> new ConversionException(
                        FailureCode.UNSUPPORTED_AUDIO,
                        "The sound of a Matroska or WebM file can't be taken out as it is yet; choose mp3 or wav.",
                        "no tables"));
    }

    /** Returns the kind of file that a source's sound has, if its samples are what they seem to be. */
    static AudioFileType type(Source source) throws ConversionException {
        AudioTrack track = track(source);
        return track.wholeMp3()
                ? AudioFileType.MP3
                : track.original().orElseThrow().type();
    }

    private static Content write(Conversion conversion, AudioTrack track, OriginalSound original, OutputStream out)
            throws IOException {
        ResultLabels labels = conversion.labels(Duration.ZERO, track.duration());
        CodedSound sound = original.coded();
        AudioFileType type = original.type();
        if (type == AudioFileType.M4A || type == AudioFileType.MOV) {
            try (InputStream file = original.open(labels)) {
                file.transferTo(out);
            }
        } else {
            LiftedSound.write(sound, labels, out);
        }
        return type == AudioFileType.WAV && sound.coding() instanceof Coding.Uncompressed coding
                ? new Content.Samples(
                        new WaveFile(coding.inWave(), sound.sampleRate(), sound.channels(), sound.layout()))
                : new Content.Whole(type, sound.sampleRate(), sound.channels());
    }

    /** Tells how much is written, and ends what was canceled or takes too long. */
    private static final class Progress extends FilterOutputStream {
        private final Conversion conversion;
        private final long all;
        private long written;

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
            out.write(bytes, offset, length);
            written += length;
            conversion
                    .progress()
                    .onProgress(
                            Math.min(1, (double) written / all),
                            conversion.source().length());
        }
    }
}
