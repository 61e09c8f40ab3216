package org.soundlift.converter;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.converter.encoder.ParallelEncoder;
import org.soundlift.converter.encoder.UnlikeJoinException;
import org.soundlift.converter.ffmpeg.Decoding;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.ffmpeg.FfmpegResult;
import org.soundlift.converter.ffmpeg.FfmpegTimeoutException;
import org.soundlift.converter.mp3.Mp3Copier;
import org.soundlift.converter.mp3.Mp3FormatException;
import org.soundlift.converter.mp3.Mp3Stream;
import org.soundlift.converter.mp3.ReservoirException;
import org.soundlift.converter.mp4.AudioTrack;
import org.soundlift.converter.mp4.MovieTags;
import org.soundlift.converter.mp4.Mp4Movie;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.AudioOptions;
import org.soundlift.core.media.AudioOptions.ConstantRate;
import org.soundlift.core.media.AudioOptions.VariableRate;
import org.soundlift.core.media.InsufficientStorageException;

/**
 * Makes an MP3 of a video: reads its tables, lifts the sound out, has FFmpeg decode that, encodes it, and trusts nothing but
 * what it then measures in the result.
 */
public final class Converter {
    private static final Logger LOG = LoggerFactory.getLogger(Converter.class);

    /** Less than the declared length by more than this, and by more than 2 %, counts as cut short. */
    private static final Duration TOLERANCE = Duration.ofMillis(500);

    /** The decoder before an encoder runs out of time first, and is ended as what takes too long. */
    private static final Duration LATER = Duration.ofMinutes(1);

    private static final int LARGEST_MP3_BYTES_PER_SECOND = 320_000 / 8;

    private final Ffmpeg ffmpeg;
    private final Supplier<Optional<Ffmpeg>> another;
    private final ParallelEncoder encoder;
    private final ConverterLimits limits;

    /**
     * A converter for one process.
     *
     * @param another finds an FFmpeg for sound that {@code ffmpeg} does not decode; asked for such sound alone
     * @param cores how many encoders may run, of all conversions together
     */
    public Converter(Ffmpeg ffmpeg, Supplier<Optional<Ffmpeg>> another, int cores, ConverterLimits limits) {
        this.ffmpeg = ffmpeg;
        this.another = another;
        this.encoder = new ParallelEncoder(ffmpeg, cores, limits.timeout().plus(LATER));
        this.limits = limits;
    }

    /**
     * Converts {@code video}, which stays open, to {@code target}, which is overwritten and holds no ID3 tag.
     *
     * @param canceled ends the conversion as soon as it completes
     * @throws ConversionException if the video can't be converted
     * @throws java.util.concurrent.CancellationException if {@code canceled} came first
     * @throws IOException if something else failed, so that trying again may help
     */
    public ConvertedAudio convert(
            SeekableByteChannel video,
            Path target,
            AudioOptions options,
            ProgressListener progress,
            CompletableFuture<?> canceled)
            throws IOException, ConversionException, InterruptedException {
        Source source = Source.read(video, limits);
        progress.onProgress(0, source.declared());
        Optional<String> decoder = Optional.empty();
        Mp3Stream mp3;
        try {
            mp3 = convert(ffmpeg, source, target, options, progress, canceled);
        } catch (ConversionException e) {
            if (e.failure().code() != FailureCode.UNSUPPORTED_AUDIO) {
                throw e;
            }
            Ffmpeg other = another.get().orElseThrow(() -> e);
            LOG.info(
                    "FFmpeg {} does not decode this sound: trying {} at {}",
                    ffmpeg.version(),
                    other.version(),
                    other.program());
            decoder = Optional.of("ffmpeg " + other.version());
            mp3 = convertWith(other, e, source, target, options, progress, canceled);
        }
        return new ConvertedAudio(
                mp3,
                source.declared().orElse(mp3.duration()),
                source.movie().map(Mp4Movie::tags).orElse(MovieTags.NONE),
                decoder);
    }

    /** Fails as ours has, where the other has troubles of its own. */
    private Mp3Stream convertWith(
            Ffmpeg other,
            ConversionException ofOurs,
            Source source,
            Path target,
            AudioOptions options,
            ProgressListener progress,
            CompletableFuture<?> canceled)
            throws IOException, ConversionException, InterruptedException {
        try {
            return convert(other, source, target, options, progress, canceled);
        } catch (InsufficientStorageException e) {
            throw e;
        } catch (IOException e) {
            ofOurs.addSuppressed(e);
            throw ofOurs;
        }
    }

    private Mp3Stream convert(
            Ffmpeg decoder,
            Source source,
            Path target,
            AudioOptions options,
            ProgressListener progress,
            CompletableFuture<?> canceled)
            throws IOException, ConversionException, InterruptedException {
        boolean copied = source.audio().isPresent() && copy(source.audio().get(), target, options, canceled);
        FfmpegResult result = copied
                ? new FfmpegResult(0, "copied, FFmpeg did not run")
                : run(decoder, source, target, options, fraction(source, progress), canceled);
        return measure(target, source.declared(), result);
    }

    /** Whether the sound is MP3 already, as it is wanted, so that copying it was all there was to do. */
    private boolean copy(AudioTrack audio, Path target, AudioOptions options, CompletableFuture<?> canceled)
            throws IOException {
        boolean otherQuality =
                options.rate() instanceof VariableRate && !options.rate().equals(AudioOptions.DEFAULT.rate());
        if (!audio.wholeMp3() || otherQuality) {
            return false;
        }
        OptionalInt bitrate = options.rate() instanceof ConstantRate constant
                ? OptionalInt.of(constant.kbitPerSecond())
                : OptionalInt.empty();
        OptionalInt channels = options.channels().stream()
                .mapToInt(AudioOptions.Channels::count)
                .findFirst();
        try (InputStream samples = audio.file().openSamples()) {
            long begin = System.nanoTime();
            boolean copied = new Mp3Copier(bitrate, channels)
                    .copy(
                            samples,
                            target,
                            largestMp3(),
                            () -> canceled.isDone()
                                    || System.nanoTime() - begin
                                            > limits.timeout().toNanos());
            if (canceled.isDone()) {
                throw new CancellationException();
            }
            return copied;
        }
    }

    /** By the length that is promised, or else by how much of the file FFmpeg has taken. */
    private static Ffmpeg.Progress fraction(Source source, ProgressListener listener) throws IOException {
        Optional<Duration> declared = source.declared();
        long bytes = source.whole().size();
        return (seconds, inputBytes) -> {
            double fraction =
                    declared.map(d -> seconds * 1e9 / d.toNanos()).orElseGet(() -> (double) inputBytes / bytes);
            listener.onProgress(Math.clamp(fraction, 0, 1), declared);
        };
    }

    private FfmpegResult run(
            Ffmpeg decoder,
            Source sound,
            Path target,
            AudioOptions options,
            Ffmpeg.Progress progress,
            CompletableFuture<?> canceled)
            throws IOException, ConversionException, InterruptedException {
        try {
            FfmpegResult result = decode(decoder, encoder, sound, target, options, progress, canceled);
            LOG.debug("{}", result);
            result.requireSuccess();
            return result;
        } catch (FfmpegTimeoutException e) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, e.toString());
        }
    }

    private FfmpegResult decode(
            Ffmpeg decoder,
            ParallelEncoder encoder,
            Source sound,
            Path target,
            AudioOptions options,
            Ffmpeg.Progress progress,
            CompletableFuture<?> canceled)
            throws IOException, InterruptedException {
        Decoding decoding = new Decoding(sound.format(), options.channels(), limits.maxDuration());
        Ffmpeg.Output output = encodeTo(target, encoder, options, sound.declared());
        try {
            return decoder.run(decoding, sound.open(), output, sound.left(), progress, canceled);
        } catch (UnlikeJoinException | ReservoirException | Mp3FormatException e) {
            if (encoder != this.encoder) {
                throw e; // One encoder alone has no joins.
            }
            LOG.info("Encoding once more, on one core: {}", e.getMessage());
            return decode(decoder, encoder.uncut(), sound, target, options, progress, canceled);
        }
    }

    /** Bytes of the largest MP3 of the longest sound. */
    private long largestMp3() {
        return (limits.maxDuration().toSeconds() + 2) * LARGEST_MP3_BYTES_PER_SECOND;
    }

    private Ffmpeg.Output encodeTo(
            Path target, ParallelEncoder encoder, AudioOptions options, Optional<Duration> declared) {
        OptionalLong seconds = declared.stream().mapToLong(Duration::toSeconds).findFirst();
        Duration longest = limits.maxDuration().plusSeconds(2);
        return (samples, done) -> {
            try {
                encoder.encode(samples, options.rate(), seconds, longest, target, done);
            } catch (EOFException noSound) {
                Files.write(target, new byte[0]); // FFmpeg tells why.
            }
        };
    }

    /** Walks the MP3 that was written and compares it with what the source promised. */
    private Mp3Stream measure(Path target, Optional<Duration> declared, FfmpegResult result)
            throws IOException, ConversionException {
        Mp3Stream mp3;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(target))) {
            mp3 = Mp3Stream.scan(in);
        } catch (Mp3FormatException nothingUsable) {
            throw result.failure();
        }
        Duration length = mp3.duration();
        if (length.isZero()) {
            throw result.failure();
        }
        if (length.compareTo(limits.maxDuration()) > 0) {
            throw new ConversionException(FailureCode.DURATION_LIMIT_EXCEEDED, length + " of audio");
        }
        if (declared.map(d -> isCutShort(length, d)).orElseGet(result::endedEarly)) {
            throw new ConversionException(FailureCode.TRUNCATED_MEDIA, cutShort(length, declared), result.toString());
        }
        return mp3;
    }

    private static String cutShort(Duration length, Optional<Duration> declared) {
        return declared.map(d -> String.format(
                        Locale.ROOT,
                        "Only %.1f of the %.1f seconds of its sound can be decoded.",
                        length.toMillis() / 1e3,
                        d.toMillis() / 1e3))
                .orElse(FailureCode.TRUNCATED_MEDIA.sentence());
    }

    private static boolean isCutShort(Duration length, Duration declared) {
        Duration twoPercent = declared.dividedBy(50);
        Duration tolerance = twoPercent.compareTo(TOLERANCE) > 0 ? twoPercent : TOLERANCE;
        return length.compareTo(declared.minus(tolerance)) < 0;
    }
}
