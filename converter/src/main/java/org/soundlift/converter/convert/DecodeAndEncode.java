package org.soundlift.converter.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.converter.encoder.EncoderFault;
import org.soundlift.converter.encoder.ParallelEncoder;
import org.soundlift.converter.ffmpeg.Decoding;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.ffmpeg.FfmpegResult;
import org.soundlift.converter.ffmpeg.FfmpegTimeoutException;
import org.soundlift.converter.sound.Mix;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.queue.Outcome;

/** Has FFmpeg decode the sound, and encoders encode it. */
record DecodeAndEncode(Ffmpeg decoder, ParallelEncoder encoder, ConverterLimits limits) implements Way {
    private static final Logger LOG = LoggerFactory.getLogger(DecodeAndEncode.class);

    @Override
    public Outcome make(Conversion conversion) throws IOException, ConversionException, InterruptedException {
        FfmpegResult result = run(conversion, Optional.empty());
        if (result.exitStatus() == 0 && result.hasChanged()) {
            // FFmpeg has brought all of it to the first format as it likes.
            LOG.info("Converting once more, mixing all that comes to stereo: the sound changes its format");
            result = run(conversion, Optional.of(Mix.filter()));
        }
        LOG.debug("{}", result);
        if (result.exitStatus() == 0 && Files.size(conversion.target()) > 0) {
            return new Made(Optional.of(result), Optional.empty());
        }
        ConversionException failure = result.failure();
        if (failure.failure().code() == FailureCode.UNSUPPORTED_AUDIO) {
            return new NotForThis(Optional.of(failure));
        }
        throw failure;
    }

    private FfmpegResult run(Conversion conversion, Optional<String> stereo)
            throws IOException, ConversionException, InterruptedException {
        try {
            return run(conversion, stereo, encoder);
        } catch (EncoderFault.NotJoined e) {
            LOG.info("Encoding once more, on one core: {}", e.getMessage());
        } catch (EncoderFault e) {
            throw new IOException(e.getMessage(), e);
        }
        try {
            return run(conversion, stereo, encoder.uncut());
        } catch (EncoderFault e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private FfmpegResult run(Conversion conversion, Optional<String> stereo, ParallelEncoder encoder)
            throws IOException, ConversionException, EncoderFault, InterruptedException {
        Source source = conversion.source();
        boolean fillsGaps = stereo.isEmpty()
                && source.audio().stream().anyMatch(audio -> audio.decoded().isExact());
        Optional<Duration> longest = source.playback().hasRest() ? Optional.of(limits.maxDuration()) : Optional.empty();
        Decoding decoding = new Decoding(source.format(), source.stream(), fillsGaps, stereo, longest);
        EncodingOutput output = new EncodingOutput(encoder, conversion, limits);
        try {
            return decoder.run(
                    decoding, source.open(), output, source.left(), conversion.fraction(), conversion.canceled());
        } catch (FfmpegTimeoutException e) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, e.toString());
        } catch (IOException e) {
            output.throwFault(e);
            throw e;
        }
    }
}
