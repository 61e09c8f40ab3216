package org.soundlift.core.media;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.track.TrackInfo;

/**
 * What was done with the sound of a video.
 *
 * @param type of the result
 * @param options that were carried out: what could be decided only by the sound is decided in them
 * @param loudness of the result, where it was measured
 * @param channelsNote a sentence about the choice of channels, where there was one
 * @param tracks all audio tracks of the video, in their order
 * @param track the number of the one that was taken; empty where the video does not tell
 * @param files of all tracks, where all were wanted; else empty
 * @param cover whether the result has one
 * @param chapters of the result
 */
public record SoundFacts(
        AudioFileType type,
        Optional<AudioOptions> options,
        Optional<Loudness> loudness,
        Optional<String> channelsNote,
        List<TrackInfo> tracks,
        OptionalInt track,
        List<TrackFile> files,
        boolean cover,
        int chapters) {
    /** For a result of which only its bytes are known. */
    public static final SoundFacts NONE = new SoundFacts(
            AudioFileType.MP3,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            OptionalInt.empty(),
            List.of(),
            false,
            0);

    public SoundFacts {
        tracks = List.copyOf(tracks);
        files = List.copyOf(files);
    }

    /** The same of an archive of files. */
    public SoundFacts ofAll(AudioOptions wanted, List<TrackFile> all) {
        return new SoundFacts(
                AudioFileType.ZIP,
                Optional.of(wanted),
                Optional.empty(),
                Optional.empty(),
                tracks,
                OptionalInt.empty(),
                all,
                cover,
                chapters);
    }

    /** Returns the file of a track, if there is one. */
    public Optional<TrackFile> file(int number) {
        return files.stream().filter(file -> file.track() == number).findFirst();
    }
}
