package org.soundlift.converter.convert;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.converter.encoder.ParallelEncoder;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.queue.Outcome;

/**
 * Has another FFmpeg decode sound that the usual one does not.
 *
 * @param another finds it
 */
record DecodeElsewhere(Supplier<Optional<Ffmpeg>> another, ParallelEncoder encoder, ConverterLimits limits)
        implements Way {
    private static final Logger LOG = LoggerFactory.getLogger(DecodeElsewhere.class);
    private static final Outcome NOT_FOR_THIS = new NotForThis(Optional.empty());

    @Override
    public Outcome make(Conversion conversion) throws IOException, ConversionException, InterruptedException {
        Optional<Ffmpeg> found = another.get();
        if (found.isEmpty()) {
            return NOT_FOR_THIS;
        }
        Ffmpeg other = found.get();
        LOG.info("Trying FFmpeg {} at {}: the usual one does not decode this sound", other.version(), other.program());
        try {
            Outcome outcome = new DecodeAndEncode(new SoundDecoder(other, limits), encoder).make(conversion);
            return outcome instanceof Made made
                    ? new Made(made.ffmpeg(), Optional.of("ffmpeg " + other.version()), made.sound(), made.content())
                    : NOT_FOR_THIS;
        } catch (InsufficientStorageException e) {
            throw e;
        } catch (IOException e) { // It has troubles of its own: the sound stays one that is not decoded.
            LOG.warn("FFmpeg {} at {} failed", other.version(), other.program(), e);
            return NOT_FOR_THIS;
        }
    }
}
