package org.soundlift.converter.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.soundlift.converter.encoder.ParallelEncoder;
import org.soundlift.converter.ffmpeg.Describing;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.ffmpeg.FfmpegTimeoutException;
import org.soundlift.converter.ffmpeg.InputDescription;
import org.soundlift.converter.label.ResultLabels;
import org.soundlift.converter.mp4.Mp4Movie;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.SoundFacts;
import org.soundlift.core.media.Warning;
import org.soundlift.core.options.AudioOptions;

/**
 * Makes an MP3 of a video: reads its tables, tries the ways to make an MP3 in order, and trusts nothing but what it then
 * measures in the result.
 */
public final class Converter {
    /** The decoder before an encoder runs out of time first, and is ended as what takes too long. */
    private static final Duration LATER = Duration.ofMinutes(1);

    private final Ffmpeg ffmpeg;
    private final SoundDecoder decoder;
    private final ConverterLimits limits;
    private final List<Way> ways;

    /**
     * A converter for one process.
     *
     * @param another finds an FFmpeg for sound that {@code ffmpeg} does not decode; asked for such sound alone
     * @param cores the number of encoders that may run, of all conversions together
     */
    public Converter(Ffmpeg ffmpeg, Supplier<Optional<Ffmpeg>> another, int cores, ConverterLimits limits) {
        ParallelEncoder encoder =
                new ParallelEncoder(ffmpeg, cores, limits.timeout().plus(LATER));
        this.ffmpeg = ffmpeg;
        this.limits = limits;
        this.decoder = new SoundDecoder(ffmpeg, limits);
        this.ways = List.of(
                new CopyFrames(limits),
                new DecodeAndEncode(decoder, encoder),
                new DecodeElsewhere(another, encoder, limits));
    }

    /**
     * Converts {@code video}, which stays open, to {@code target}, which is overwritten and holds no ID3 tag.
     *
     * @param canceled ends the conversion as soon as it completes
     * @throws ConversionException if the video can't be converted
     * @throws java.util.concurrent.CancellationException if {@code canceled} came first
     * @throws IOException if the surroundings failed, so that trying again may help
     */
    public ConvertedAudio convert(
            SeekableByteChannel video,
            Path target,
            AudioOptions options,
            ProgressListener progress,
            CompletableFuture<?> canceled)
            throws IOException, ConversionException, InterruptedException {
        Source source = source(video, options, canceled);
        progress.onProgress(0, source.length());
        Conversion conversion = new Conversion(source, options, target, progress, canceled);
        if (source.movie().isEmpty()
                && options.cut().end().filter(Duration::isNegative).isPresent()) {
            Duration length = new Counting(decoder).length(conversion);
            conversion = new Conversion(source.withEndOf(length), options, target, progress, canceled);
        }
        Way.Made made = make(conversion);
        Measurement.Measured measured = new Measurement(limits).measure(conversion, made);
        List<Warning> warnings = new ArrayList<>(source.warnings(options.track()));
        warnings.addAll(measured.warnings());
        made.sound().flatMap(sound -> sound.warning(options)).ifPresent(warnings::add);
        ResultLabels labels = labels(conversion, made, measured.mp3().duration());
        return new ConvertedAudio(
                measured.mp3(),
                source.length().orElse(measured.mp3().duration()),
                labels,
                made.decoder(),
                warnings,
                facts(conversion, made, labels));
    }

    /**
     * Reads what a video tells of itself.
     *
     * @throws ConversionException if it can't be converted
     */
    public SourceInfo info(SeekableByteChannel video) throws IOException, ConversionException, InterruptedException {
        Source source = source(video, AudioOptions.DEFAULT, new CompletableFuture<>());
        Mp4Movie.Tracks tracks = source.tracks();
        return new SourceInfo(source.length(), tracks.all(), tracks.chosen(), source.labels());
    }

    private Source source(SeekableByteChannel video, AudioOptions options, CompletableFuture<?> canceled)
            throws IOException, ConversionException, InterruptedException {
        Source source = Source.read(video, options, limits);
        return source.movie().isPresent()
                ? source
                : source.described(Source.Described.of(describe(source, canceled), options.track()));
    }

    private static SoundFacts facts(Conversion conversion, Way.Made made, ResultLabels labels) {
        Mp4Movie.Tracks tracks = conversion.source().tracks();
        Optional<TreatedSound> sound = made.sound();
        return new SoundFacts(
                Optional.of(sound.map(TreatedSound::channels)
                        .map(conversion.options()::withChannels)
                        .orElse(conversion.options())),
                sound.map(TreatedSound::loudness),
                sound.map(treated -> treated.survey().note()).filter(note -> !note.isEmpty()),
                tracks.all(),
                tracks.chosen() > 0 ? OptionalInt.of(tracks.chosen()) : OptionalInt.empty(),
                labels.cover().isPresent(),
                labels.chapters().size());
    }

    private static ResultLabels labels(Conversion conversion, Way.Made made, Duration length) {
        Source source = conversion.source();
        Duration silence = made.sound().map(TreatedSound::windowBegin).orElse(Duration.ZERO);
        Duration delay = source.begin().minus(source.cut().start());
        Duration whole = source.length().map(delay::plus).orElse(source.begin().plus(length));
        return ResultLabels.of(
                source.labels(),
                conversion.options().labels(),
                new ResultLabels.Part(source.begin().plus(silence), length, whole));
    }

    private InputDescription describe(Source source, CompletableFuture<?> canceled)
            throws IOException, ConversionException, InterruptedException {
        try {
            return ffmpeg.run(
                            new Describing(source.format()),
                            source.open(),
                            (written, _) -> written.transferTo(OutputStream.nullOutputStream()),
                            source.left(),
                            (_, _) -> {},
                            canceled)
                    .description();
        } catch (FfmpegTimeoutException e) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, e.toString());
        }
    }

    private Way.Made make(Conversion conversion) throws IOException, ConversionException, InterruptedException {
        Optional<ConversionException> reason = Optional.empty();
        for (Way way : ways) {
            switch (way.make(conversion)) {
                case Way.Made made -> {
                    return made;
                }
                case Way.NotForThis not -> reason = reason.or(not::reason);
            }
        }
        throw reason.orElseGet(() -> new ConversionException(FailureCode.UNSUPPORTED_AUDIO, "no way applies"));
    }
}
