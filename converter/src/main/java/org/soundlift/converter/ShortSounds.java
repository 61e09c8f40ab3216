package org.soundlift.converter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.ffmpeg.FfmpegResult;
import org.soundlift.converter.ffmpeg.FileDecoding;
import org.soundlift.converter.ffmpeg.ProgressLines;
import org.soundlift.core.media.AudioOptions;

/**
 * Short sounds that one FFmpeg decodes in one run, as its start takes several times as long as each of them. They must belong
 * to one user: what takes over FFmpeg by one of them could change the others.
 */
public final class ShortSounds {
    private static final Logger LOG = LoggerFactory.getLogger(ShortSounds.class);

    /** Beyond it, the start of FFmpeg does not matter. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int MOST = 12;

    /** Of each file: twice the longest, in two channels at 48 kHz. What needs more is converted by itself. */
    private static final long LARGEST_FILE_BYTES = 2 * LONGEST.toSeconds() * 2 * 48_000 * Float.BYTES;

    private final Ffmpeg ffmpeg;
    private final Optional<AudioOptions.Channels> channels;
    private final ConverterLimits limits;
    private final Path folder;
    private final List<Path> videos = new ArrayList<>();
    private boolean isDecoded;

    ShortSounds(Ffmpeg ffmpeg, Optional<AudioOptions.Channels> channels, ConverterLimits limits, Path folder) {
        this.ffmpeg = ffmpeg;
        this.channels = channels;
        this.limits = limits;
        this.folder = folder;
    }

    /** Takes a video, if its sound is to be decoded with these; one with a defect is not, and not told of here. */
    public boolean add(Path video) {
        if (videos.size() == MOST) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(video)) {
            boolean isShort = Source.read(channel, Optional.empty(), limits)
                    .audio()
                    .filter(audio -> !audio.wholeMp3()
                            && audio.duration().compareTo(LONGEST) <= 0
                            && audio.file().bytes() <= LARGEST_FILE_BYTES)
                    .isPresent();
            return isShort && videos.add(video);
        } catch (IOException | ConversionException | RuntimeException | OutOfMemoryError e) {
            LOG.debug("{} is converted by itself", video, e);
            return false;
        }
    }

    /** Decodes them; where that fails, each is left to its own conversion. One alone is decoded as it is converted. */
    public void decode(CompletableFuture<?> canceled) throws InterruptedException {
        if (videos.size() < 2) {
            return;
        }
        List<Path> lifted = files(".mp4");
        List<Path> waves = files(".wav");
        try {
            for (int i = 0; i < videos.size(); i++) {
                lift(videos.get(i), lifted.get(i));
            }
            isDecoded = run(lifted, waves, canceled).exitStatus() == 0;
        } catch (CancellationException e) {
            throw e;
        } catch (IOException | ConversionException | RuntimeException | OutOfMemoryError e) {
            LOG.debug("Each is decoded by itself", e);
        } finally {
            delete(lifted);
            if (!isDecoded) {
                delete(waves);
            }
        }
    }

    private List<Path> files(String suffix) {
        return IntStream.range(0, videos.size())
                .mapToObj(i -> folder.resolve(i + suffix))
                .toList();
    }

    private void lift(Path video, Path file) throws IOException, ConversionException {
        try (FileChannel channel = FileChannel.open(video);
                InputStream sound =
                        Source.read(channel, Optional.empty(), limits).open()) {
            Files.copy(sound, file);
        }
    }

    private FfmpegResult run(List<Path> lifted, List<Path> waves, CompletableFuture<?> canceled)
            throws IOException, InterruptedException {
        List<Path> others = lifted.subList(1, lifted.size());
        FileDecoding command = new FileDecoding(others, waves, channels, limits.maxDuration(), LARGEST_FILE_BYTES);
        try (InputStream first = Files.newInputStream(lifted.getFirst())) {
            FfmpegResult result =
                    ffmpeg.run(command, first, new ProgressLines(), limits.timeout(), (_, _) -> {}, canceled);
            LOG.debug("{}", result);
            return result;
        }
    }

    private static void delete(List<Path> files) {
        files.forEach(file -> file.toFile().delete());
    }

    /** A WAVE file of its samples, if it was decoded. */
    public Optional<Path> samples(Path video) {
        int index = videos.indexOf(video);
        return isDecoded && index >= 0 ? Optional.of(files(".wav").get(index)) : Optional.empty();
    }
}
