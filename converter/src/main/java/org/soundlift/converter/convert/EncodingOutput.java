package org.soundlift.converter.convert;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.soundlift.converter.encoder.EncoderFault;
import org.soundlift.converter.encoder.ParallelEncoder;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.sound.Pcm;

/** Encodes what a decoder writes, and keeps a fault of the encoder apart from those of the decoder. */
final class EncodingOutput implements Ffmpeg.Output {
    private final ParallelEncoder encoder;
    private final Conversion conversion;
    private final Duration longest;
    private volatile @Nullable EncoderFault fault;

    EncodingOutput(ParallelEncoder encoder, Conversion conversion, ConverterLimits limits) {
        this.encoder = encoder;
        this.conversion = conversion;
        this.longest = limits.maxDuration().plusSeconds(2);
    }

    @Override
    public void read(InputStream written, DoubleConsumer done) throws IOException, InterruptedException {
        OptionalLong seconds = conversion.source().declared().stream()
                .mapToLong(Duration::toSeconds)
                .findFirst();
        try {
            Pcm pcm = Pcm.open(
                    written,
                    conversion.source().playback(),
                    conversion.source().layout(),
                    conversion.options().channels(),
                    longest);
            encoder.encode(pcm, conversion.options().rate(), seconds, conversion.target(), done);
            if (pcm.isMostlyMissing()) {
                discard();
            }
        } catch (EOFException noSound) {
            discard();
        } catch (EncoderFault e) {
            fault = e;
            throw new IOException(e);
        }
    }

    /** Leaves an empty file: the messages of FFmpeg give the reason. */
    private void discard() throws IOException {
        Files.write(conversion.target(), new byte[0]);
    }

    /** Throws the fault that has ended the decoder with {@code failure}, if that was one of the encoder. */
    void throwFault(IOException failure) throws EncoderFault {
        EncoderFault seen = fault;
        if (seen != null && failure.getCause() == seen) {
            throw seen;
        }
    }
}
