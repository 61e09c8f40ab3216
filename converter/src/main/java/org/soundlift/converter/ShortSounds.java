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
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.ffmpeg.FfmpegResult;
import org.soundlift.converter.ffmpeg.FileDecoding;
import org.soundlift.converter.ffmpeg.ProgressLines;
import org.soundlift.converter.mp4.AudioTrack;
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

    /** Twice the longest, in two channels at 48 kHz. */
    private static final long LARGEST_WAVE_BYTES = 2 * LONGEST.toSeconds() * 2 * 48_000 * Float.BYTES;

    private final Ffmpeg ffmpeg;
    private final Optional<AudioOptions.Channels> channels;
    private final ConverterLimits limits;
    private final Path folder;
    private final List<Path> videos = new ArrayList<>();
    private final List<Path> lifted = new ArrayList<>();
    private final List<Path> waves = new ArrayList<>();
    private boolean isDecoded;

    ShortSounds(Ffmpeg ffmpeg, Optional<AudioOptions.Channels> channels, ConverterLimits limits, Path folder) {
        this.ffmpeg = ffmpeg;
        this.channels = channels;
        this.limits = limits;
        this.folder = folder;
    }

    /** Lifts the sound of a video, if it is to be decoded with these; also not if it has a defect, which is not told here. */
    public boolean add(Path video) {
        if (videos.size() == MOST) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(video)) {
            Optional<AudioTrack> sound = Source.read(channel, Optional.empty(), limits)
                    .audio()
                    .filter(audio -> !audio.wholeMp3() && audio.duration().compareTo(LONGEST) <= 0);
            if (sound.isEmpty()) {
                return false;
            }
            Path file = folder.resolve(videos.size() + ".mp4");
            try (InputStream in = sound.get().file().open()) {
                Files.copy(in, file);
            }
            videos.add(video);
            lifted.add(file);
            waves.add(folder.resolve(lifted.size() + ".wav"));
            return true;
        } catch (IOException | ConversionException e) {
            LOG.debug("{} is converted by itself", video, e);
            return false;
        }
    }

    /** Decodes them; where that fails, each is left to its own conversion. One alone is decoded as it is converted. */
    public void decode(CompletableFuture<?> canceled) throws InterruptedException {
        if (videos.size() < 2) {
            return;
        }
        FileDecoding command = new FileDecoding(lifted, waves, channels, limits.maxDuration(), LARGEST_WAVE_BYTES);
        try {
            FfmpegResult result = ffmpeg.run(
                    command,
                    InputStream.nullInputStream(),
                    new ProgressLines(),
                    limits.timeout(),
                    (_, _) -> {},
                    canceled);
            LOG.debug("{}", result);
            isDecoded = result.exitStatus() == 0;
        } catch (IOException e) {
            LOG.debug("Each is decoded by itself", e);
        }
    }

    /** A WAVE file of its samples, if it was decoded. */
    public Optional<Path> samples(Path video) {
        int index = videos.indexOf(video);
        return isDecoded && index >= 0 ? Optional.of(waves.get(index)) : Optional.empty();
    }
}
