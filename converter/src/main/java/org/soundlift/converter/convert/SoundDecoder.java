package org.soundlift.converter.convert;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.converter.encoder.EncoderFault;
import org.soundlift.converter.ffmpeg.Decoding;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.ffmpeg.FfmpegResult;
import org.soundlift.converter.ffmpeg.FfmpegTimeoutException;
import org.soundlift.converter.level.Measuring;
import org.soundlift.converter.sound.Mix;
import org.soundlift.converter.sound.Pcm;
import org.soundlift.converter.sound.Treatment;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/** Has FFmpeg decode the sound of a conversion, once for each time that it is needed. */
record SoundDecoder(Ffmpeg ffmpeg, ConverterLimits limits) {
    private static final Logger LOG = LoggerFactory.getLogger(SoundDecoder.class);
    private static final Duration BEHIND_END = Duration.ofSeconds(2);

    /** Reads samples to their end, and makes something of them. */
    @FunctionalInterface
    interface Reader<T> {
        /** @param done accepts the seconds that are done */
        T read(Pcm pcm, DoubleConsumer done) throws IOException, EncoderFault, InterruptedException;
    }

    /**
     * A run of the decoder.
     *
     * @param begin the fraction of the conversion that is done before
     * @param end the fraction that is done then
     */
    record Run(Treatment treatment, Measuring measuring, double begin, double end) {}

    /**
     * The end of a run.
     *
     * @param made by the reader; empty where there were no samples
     */
    record Decoded<T>(FfmpegResult ffmpeg, Optional<T> made) {}

    /**
     * Decodes the sound.
     *
     * @param reader called once more, from the beginning, if the sound changes its format on the way
     * @throws ConversionException if it can't be decoded
     * @throws EncoderFault if {@code reader} has thrown it
     */
    <T> Decoded<T> decode(Conversion conversion, Run run, Reader<T> reader)
            throws IOException, ConversionException, EncoderFault, InterruptedException {
        Decoded<T> decoded = decode(conversion, run, reader, Optional.empty());
        if (decoded.ffmpeg.exitStatus() == 0 && decoded.ffmpeg.hasChanged()) {
            // FFmpeg has brought all of it to the first format as it likes.
            LOG.info("Decoding once more, mixing all that comes to stereo: the sound changes its format");
            decoded = decode(conversion, run, reader, Optional.of(Mix.filter()));
        }
        LOG.debug("{}", decoded.ffmpeg);
        if (decoded.ffmpeg.exitStatus() != 0) {
            throw decoded.ffmpeg.failure();
        }
        return decoded;
    }

    private <T> Decoded<T> decode(Conversion conversion, Run run, Reader<T> reader, Optional<String> stereo)
            throws IOException, ConversionException, EncoderFault, InterruptedException {
        Source source = conversion.source();
        boolean fillsGaps = stereo.isEmpty()
                && source.audio().stream().anyMatch(audio -> audio.decoded().isExact());
        List<Integer> rates = conversion.sampleRates();
        Decoding decoding =
                new Decoding(source.format(), source.stream(), fillsGaps, stereo, rates, longest(conversion));
        PcmOutput<T> output =
                new PcmOutput<>(run, rates, reader, limits.maxDuration().plus(BEHIND_END));
        try {
            FfmpegResult result = ffmpeg.run(
                    decoding,
                    source.open(),
                    output,
                    source.left(),
                    conversion.fraction(run.begin(), run.end()),
                    conversion.canceled());
            return new Decoded<>(result, output.made());
        } catch (FfmpegTimeoutException e) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, e.toString());
        } catch (IOException e) {
            output.throwFault(e);
            throw e;
        }
    }

    /** Returns how much must be decoded at most, where that does not follow from the input. */
    private Optional<Duration> longest(Conversion conversion) {
        if (conversion.source().audio().isEmpty()) {
            Optional<Duration> end = conversion.source().cut().end().filter(e -> !e.isNegative());
            if (end.isPresent()) {
                return end;
            }
        }
        return conversion.source().playback().hasRest() ? Optional.of(limits.maxDuration()) : Optional.empty();
    }

    /** Keeps a fault of the reader apart from those of the decoder. */
    private static final class PcmOutput<T> implements Ffmpeg.Output {
        private final Run run;
        private final List<Integer> rates;
        private final Reader<T> reader;
        private final Duration longest;
        private volatile Optional<T> made = Optional.empty();
        private volatile Optional<EncoderFault> fault = Optional.empty();

        PcmOutput(Run run, List<Integer> rates, Reader<T> reader, Duration longest) {
            this.run = run;
            this.rates = rates;
            this.reader = reader;
            this.longest = longest;
        }

        @Override
        public void read(InputStream written, DoubleConsumer done) throws IOException, InterruptedException {
            try {
                Pcm pcm = Pcm.open(written, run.treatment(), rates, run.measuring(), longest);
                T result = reader.read(pcm, done);
                made = pcm.isMostlyMissing() ? Optional.empty() : Optional.of(result);
            } catch (EOFException noSound) {
                made = Optional.empty(); // The messages of FFmpeg give the reason.
            } catch (EncoderFault e) {
                fault = Optional.of(e);
                throw new IOException(e);
            }
        }

        Optional<T> made() {
            return made;
        }

        /** Throws the fault that has ended the decoder with {@code failure}, if that was one of the reader. */
        void throwFault(IOException failure) throws EncoderFault {
            if (fault.isPresent() && fault.get().equals(failure.getCause())) {
                throw fault.get();
            }
        }
    }
}
