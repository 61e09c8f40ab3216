package org.soundlift.converter.tracks;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.soundlift.converter.convert.Converter;
import org.soundlift.converter.convert.ProgressListener;
import org.soundlift.converter.convert.Wanted;
import org.soundlift.converter.result.Content;
import org.soundlift.converter.result.ConvertedAudio;
import org.soundlift.converter.result.MeasuredAudio;
import org.soundlift.converter.result.ResultFile;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.media.TrackFile;
import org.soundlift.core.media.Warning;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.track.TrackChoice;
import org.soundlift.core.track.TrackInfo;
import org.soundlift.mp4.label.ResultLabels;

/** Converts all tracks of one video, one after the other, to an archive of them. */
public final class AllTracks {
    /** Another track may be better. */
    private static final Set<FailureCode> LEAVES_OTHERS = Set.of(
            FailureCode.UNSUPPORTED_AUDIO,
            FailureCode.ENCRYPTED_MEDIA,
            FailureCode.EMPTY_AUDIO_TRACK,
            FailureCode.TRUNCATED_MEDIA,
            FailureCode.MALFORMED_MEDIA);

    private final Converter converter;
    private final Path folder;

    /** @param folder for files that are needed for a while */
    public AllTracks(Converter converter, Path folder) {
        this.converter = converter;
        this.folder = folder;
    }

    /** A track's file, and what it is. */
    private record Made(TrackInfo track, Path file, ResultSummary summary, ConvertedAudio audio) {}

    /**
     * Converts the tracks of {@code video}, which stays open, to the archive {@code target}, which is overwritten.
     *
     * @param wanted of each track
     * @throws ConversionException if none of them can be converted
     * @throws IOException if the surroundings failed, so that trying again may help
     */
    public ConvertedAudio convert(
            SeekableByteChannel video,
            Path target,
            Wanted wanted,
            ProgressListener progress,
            CompletableFuture<?> canceled)
            throws IOException, ConversionException, InterruptedException {
        List<TrackInfo> tracks = converter.info(video, wanted.options()).tracks();
        List<Made> made = new ArrayList<>();
        List<Warning> warnings = new ArrayList<>();
        Optional<ConversionException> first = Optional.empty();
        for (int i = 0; i < tracks.size(); i++) {
            double before = (double) i / tracks.size();
            ProgressListener part =
                    (fraction, length) -> progress.onProgress(before + fraction / tracks.size(), length);
            try {
                made.add(convert(video, tracks.get(i), wanted, part, canceled));
            } catch (ConversionException e) {
                if (!LEAVES_OTHERS.contains(e.failure().code())) {
                    throw e;
                }
                first = first.or(() -> Optional.of(e));
                warnings.add(leftOut(tracks.get(i), e));
            }
        }
        if (made.isEmpty()) {
            throw first.orElseThrow(() -> new ConversionException(FailureCode.NO_AUDIO_TRACK, "no tracks"));
        }
        return archive(target, made, warnings, wanted.options());
    }

    private static Warning leftOut(TrackInfo track, ConversionException e) {
        return new Warning(
                Warning.Code.OTHER_TRACK,
                String.format(
                        Locale.ROOT,
                        "Audio track %d is left out: %s",
                        track.number(),
                        e.failure().detail()));
    }

    private Made convert(
            SeekableByteChannel video,
            TrackInfo track,
            Wanted wanted,
            ProgressListener progress,
            CompletableFuture<?> canceled)
            throws IOException, ConversionException, InterruptedException {
        Path content = folder.resolve("content-" + track.number());
        Path file = folder.resolve("track-" + track.number());
        AudioOptions options = wanted.options().withTrack(TrackChoice.of(track.number()));
        ConvertedAudio audio = converter.convert(
                video, content, new Wanted(options, wanted.given(), wanted.title()), progress, canceled);
        ResultSummary summary = new ResultFile(content, audio).moveTo(file);
        Files.deleteIfExists(content);
        return new Made(track, file, summary, audio);
    }

    private static ConvertedAudio archive(Path target, List<Made> made, List<Warning> warnings, AudioOptions options)
            throws IOException {
        List<TrackFile> files = new ArrayList<>();
        String sha256;
        try (TrackArchive archive = new TrackArchive(target)) {
            for (Made one : made) {
                long offset = archive.add(one.file(), name(one));
                files.add(TrackFile.of(one.track().number(), one.summary(), offset));
                Files.delete(one.file());
                warnings.addAll(one.summary().warnings());
            }
            sha256 = archive.finish();
        }
        ConvertedAudio first = made.getFirst().audio();
        MeasuredAudio sound = first.audio();
        Content content = new Content.Whole(
                AudioFileType.ZIP, sound.sampleRate(), sound.channels(), sound.duration(), Files.size(target), sha256);
        return new ConvertedAudio(
                new MeasuredAudio(
                        content,
                        sound.duration(),
                        sound.bitrate(),
                        sound.sampleRate(),
                        sound.channels(),
                        sound.encoder()),
                first.sourceDuration(),
                ResultLabels.NONE,
                first.decoder(),
                warnings.stream().distinct().toList(),
                first.facts().ofAll(options, files));
    }

    private static String name(Made made) {
        String language = made.track()
                .language()
                .map(l -> "-" + l.replaceAll("[^A-Za-z0-9-]", ""))
                .orElse("");
        return "track-" + made.track().number() + language
                + made.summary().facts().type().suffix();
    }
}
