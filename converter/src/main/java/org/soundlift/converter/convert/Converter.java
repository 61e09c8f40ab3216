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
import org.soundlift.converter.result.ConvertedAudio;
import org.soundlift.converter.result.ResultFile;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.core.media.SoundFacts;
import org.soundlift.core.media.Warning;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.Format;
import org.soundlift.core.track.TrackChoice;
import org.soundlift.mp4.Mp4Movie;
import org.soundlift.mp4.label.ResultLabels;

/**
 * Makes a sound file of a video: reads its tables, tries the ways to make it in order, and trusts nothing but what it then
 * measures in the result.
 */
public final class Converter {
    /** The decoder before an encoder runs out of time first, and is ended as what takes too long. */
    private static final Duration LATER = Duration.ofMinutes(1);

    private final Ffmpeg ffmpeg;
    private final SoundDecoder decoder;
    private final ConverterLimits limits;
    private final List<Way> encoding;
    private final List<Way> decoding;
    private final List<Way> lifting;
    private final LiftOriginal lift;
    private final LiftOriginal box;

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
        DecodeAndEncode decode = new DecodeAndEncode(decoder, encoder);
        DecodeElsewhere elsewhere = new DecodeElsewhere(another, encoder, limits);
        this.encoding = List.of(new CopyFrames(limits), decode, elsewhere);
        this.decoding = List.of(decode, elsewhere);
        this.lift = new LiftOriginal(limits, false);
        this.box = new LiftOriginal(limits, true);
        this.lifting = List.of(new CopyFrames(limits), lift);
    }

    /**
     * Converts {@code video}, which stays open, to {@code target}, which is overwritten; {@link ResultFile} puts the labels to it.
     *
     * @param canceled ends the conversion as soon as it completes
     * @throws ConversionException if the video can't be converted
     * @throws java.util.concurrent.CancellationException if {@code canceled} came first
     * @throws IOException if the surroundings failed, so that trying again may help
     */
    public ConvertedAudio convert(
            SeekableByteChannel video,
            Path target,
            Wanted wanted,
            ProgressListener progress,
            CompletableFuture<?> canceled)
            throws IOException, ConversionException, InterruptedException {
        AudioOptions options = wanted.options();
        Source source = source(video, options, canceled);
        progress.onProgress(0, source.length());
        Conversion conversion = new Conversion(source, wanted, target, progress, canceled);
        if (source.movie().isEmpty()
                && options.format() != Format.ORIGINAL
                && options.cut().end().filter(Duration::isNegative).isPresent()) {
            Duration length = new Counting(decoder).length(conversion);
            conversion = conversion.of(source.withEndOf(length));
        }
        Way.Made made = make(conversion);
        Measurement.Measured measured = new Measurement(limits).measure(conversion, made);
        List<Warning> warnings = new ArrayList<>(source.warnings(options.track()));
        warnings.addAll(measured.warnings());
        made.sound().flatMap(sound -> sound.warning(options)).ifPresent(warnings::add);
        Duration silence = made.sound().map(TreatedSound::windowBegin).orElse(Duration.ZERO);
        Duration length = measured.audio().duration();
        ResultLabels labels = conversion.labels(silence, length);
        return new ConvertedAudio(
                measured.audio(),
                source.length().orElse(length),
                labels,
                made.decoder(),
                warnings,
                facts(conversion, made, labels));
    }

    /**
     * Writes the sound of {@code video} as it is to {@code target}: an ISO base media or QuickTime file with all of its labels, of which
     * a conversion makes just what it would make of the video.
     *
     * @param wanted of its options, the part, the track and the labels count; the format must be the original one
     * @return what a conversion of the video would know, and one of the sound can't
     * @throws ConversionException {@code UNSUPPORTED_AUDIO} if the sound has no such file
     * @throws java.util.concurrent.CancellationException if {@code canceled} came first
     */
    public Lifted lift(
            SeekableByteChannel video,
            Path target,
            Wanted wanted,
            ProgressListener progress,
            CompletableFuture<?> canceled)
            throws IOException, ConversionException, InterruptedException {
        Source source = source(video, wanted.options(), canceled);
        box.make(new Conversion(source, wanted, target, progress, canceled));
        return new Lifted(source.length(), source.warnings(wanted.options().track()));
    }

    /**
     * A video whose sound was taken out.
     *
     * @param length of all its sound
     */
    public record Lifted(Optional<Duration> length, List<Warning> warnings) {}

    /**
     * Returns the expected kind of the result. {@link ConvertedAudio} has the kind that it is.
     *
     * @throws ConversionException if the video can't be converted
     */
    public AudioFileType type(SeekableByteChannel video, AudioOptions options)
            throws IOException, ConversionException, InterruptedException {
        return switch (options.format()) {
            case MP3 -> AudioFileType.MP3;
            case WAV -> AudioFileType.WAV;
            case ORIGINAL -> lift.type(source(video, options, new CompletableFuture<>()), options);
        };
    }

    /**
     * Reads what a video tells of itself.
     *
     * @throws ConversionException if it can't be converted
     */
    public SourceInfo info(SeekableByteChannel video) throws IOException, ConversionException, InterruptedException {
        return info(video, AudioOptions.DEFAULT);
    }

    /**
     * Reads what a video tells of itself, as it is read for a conversion.
     *
     * @throws ConversionException if it can't be converted
     */
    public SourceInfo info(SeekableByteChannel video, AudioOptions options)
            throws IOException, ConversionException, InterruptedException {
        Source source = source(video, options.withTrack(TrackChoice.DEFAULT), new CompletableFuture<>());
        Mp4Movie.Tracks tracks = source.tracks();
        return new SourceInfo(source.length(), tracks.all(), tracks.chosen(), source.labels());
    }

    private Source source(SeekableByteChannel video, AudioOptions options, CompletableFuture<?> canceled)
            throws IOException, ConversionException, InterruptedException {
        Source source = Source.read(video, options, limits);
        return source.movie().isPresent()
                ? source
                : source.described(Source.Described.of(describe(source, canceled), options.track(), source.whole()));
    }

    private static SoundFacts facts(Conversion conversion, Way.Made made, ResultLabels labels) {
        Mp4Movie.Tracks tracks = conversion.source().tracks();
        Optional<TreatedSound> sound = made.sound();
        return new SoundFacts(
                made.content().type(),
                Optional.of(sound.map(TreatedSound::channels)
                        .map(conversion.options()::withChannels)
                        .orElse(conversion.options())),
                sound.map(TreatedSound::loudness),
                sound.map(treated -> treated.survey().note()).filter(note -> !note.isEmpty()),
                tracks.all(),
                tracks.chosen() > 0 ? OptionalInt.of(tracks.chosen()) : OptionalInt.empty(),
                List.of(),
                labels.cover().isPresent() && made.content().type().hasLabels(),
                made.content().type().hasLabels() ? labels.chapters().size() : 0);
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

    private List<Way> ways(Format format) {
        return switch (format) {
            case MP3 -> encoding;
            case WAV -> decoding;
            case ORIGINAL -> lifting;
        };
    }

    private Way.Made make(Conversion conversion) throws IOException, ConversionException, InterruptedException {
        Optional<ConversionException> reason = Optional.empty();
        for (Way way : ways(conversion.options().format())) {
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
