package org.soundlift.converter.convert;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.converter.encoder.EncoderFault;
import org.soundlift.converter.encoder.ParallelEncoder;
import org.soundlift.converter.level.Levels;
import org.soundlift.converter.level.Measuring;
import org.soundlift.converter.level.Program;
import org.soundlift.converter.lift.WaveFile;
import org.soundlift.converter.mp3.EncoderSettings;
import org.soundlift.converter.result.Content;
import org.soundlift.converter.sound.Treatment;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.options.Channels;
import org.soundlift.core.options.Format;
import org.soundlift.core.options.Rate;
import org.soundlift.core.queue.Outcome;
import org.soundlift.mp4.coded.Coding;

/** Has FFmpeg decode the sound, and encoders encode it, if it is to be encoded: once, or twice where what is to be done depends on all of the sound. */
record DecodeAndEncode(SoundDecoder decoder, ParallelEncoder encoder) implements Way {
    private static final Logger LOG = LoggerFactory.getLogger(DecodeAndEncode.class);
    /** Of a conversion, the part that a survey takes: decoding is quick beside encoding. */
    private static final double SURVEYED = 0.1;
    /** More is not within what was asked for. */
    private static final double MOST_MISSED_LU = 0.4;

    @Override
    public Outcome make(Conversion conversion) throws IOException, ConversionException, InterruptedException {
        try {
            Survey survey = survey(conversion);
            SoundDecoder.Decoded<TreatedSound> encoded = encode(conversion, survey);
            double missed = encoded.made()
                    .map(sound -> sound.missed(conversion.options()))
                    .orElse(0.0);
            if (Math.abs(missed) > MOST_MISSED_LU && survey.mayBeCorrected(missed)) {
                LOG.info("Encoding once more: the limiter has changed the loudness by {} LU", missed);
                encoded = encode(conversion, survey.corrected(missed));
            }
            if (encoded.made().isEmpty()) {
                throw conversion.source().withoutSound(encoded.ffmpeg());
            }
            return new Made(
                    Optional.of(encoded.ffmpeg()),
                    Optional.empty(),
                    encoded.made(),
                    content(conversion, encoded.made().get()));
        } catch (ConversionException e) {
            if (e.failure().code() == FailureCode.UNSUPPORTED_AUDIO) {
                return new NotForThis(Optional.of(e));
            }
            throw e;
        } catch (EncoderFault e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Content content(Conversion conversion, TreatedSound sound) {
        return conversion.options().format() == Format.WAV
                ? new Content.Samples(new WaveFile(
                        Coding.Uncompressed.OF_16_BITS, sound.sampleRate(), sound.channelCount(), List.of()))
                : new Content.Mp3Frames();
    }

    private Survey survey(Conversion conversion)
            throws IOException, ConversionException, EncoderFault, InterruptedException {
        Source source = conversion.source();
        Channels channels = conversion.options().channels();
        Treatment plain = new Treatment(
                source.playback(),
                source.layout(),
                Survey.isUndecided(channels) ? Channels.SOURCE : channels,
                Optional.empty(),
                Optional.empty());
        if (!Survey.isNeeded(conversion.options())) {
            return Survey.none(plain);
        }
        Measuring measuring = switch (channels) {
            case AUTO -> Measuring.CELLS_OF_EACH;
            case AUTO_MONO -> Measuring.CELLS_OF_EACH_AND_MEAN;
            default -> Measuring.CELLS;
        };
        SoundDecoder.Run run = new SoundDecoder.Run(plain, measuring, 0, SURVEYED);
        SoundDecoder.Decoded<Levels> surveyed = decoder.decode(conversion, run, (pcm, _) -> {
            pcm.drain();
            return pcm.levels();
        });
        Levels all = surveyed.made()
                .filter(levels -> levels.samples() > 0)
                .orElseThrow(() -> source.withoutSound(surveyed.ffmpeg()));
        return Survey.of(conversion.options(), plain, all);
    }

    private SoundDecoder.Decoded<TreatedSound> encode(Conversion conversion, Survey survey)
            throws IOException, ConversionException, EncoderFault, InterruptedException {
        try {
            return encode(conversion, survey, encoder);
        } catch (EncoderFault.NotJoined e) {
            LOG.info("Encoding once more, on one core: {}", e.getMessage());
            return encode(conversion, survey, encoder.uncut());
        }
    }

    private SoundDecoder.Decoded<TreatedSound> encode(Conversion conversion, Survey survey, ParallelEncoder encoder)
            throws IOException, ConversionException, EncoderFault, InterruptedException {
        double begin = survey.input().isPresent() ? SURVEYED : 0;
        OptionalLong seconds = conversion.source().declared().stream()
                .mapToLong(Duration::toSeconds)
                .findFirst();
        Measuring measuring = survey.input().isPresent() ? Measuring.NOTHING : Measuring.LOUDNESS;
        SoundDecoder.Run run = new SoundDecoder.Run(survey.treatment(), measuring, begin, 1);
        return decoder.decode(conversion, run, (pcm, done) -> {
            double scale = 1;
            if (conversion.options().format() == Format.WAV) {
                WriteSamples.write(pcm, conversion.target(), done);
            } else {
                Rate rate = conversion.options().rate();
                encoder.encode(pcm, rate, seconds, conversion.target(), done);
                scale = EncoderSettings.of(rate, pcm.sampleRate(), pcm.channels())
                        .scale();
            }
            Program levels =
                    survey.output(pcm.limiting()).orElseGet(() -> pcm.levels().program(Channels.SOURCE));
            return new TreatedSound(survey, levels, scale, pcm.samples(), pcm.sampleRate(), pcm.channels());
        });
    }
}
