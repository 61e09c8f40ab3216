package org.soundlift.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.track.TrackChoice;
import org.soundlift.core.track.TrackInfo;

/** The sound tracks of a movie in the order in which they are tried: those that are enabled come first. */
public final class AudioTrackChoice {
    private static final int MAX_TRACKS = 32;
    private static final int ENABLED = 1;
    /** Another track may have what this one lacks. */
    private static final Set<FailureCode> GIVES_WAY =
            Set.of(FailureCode.UNSUPPORTED_AUDIO, FailureCode.ENCRYPTED_MEDIA);

    private final List<TrackInfo> tracks = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private Optional<ConversionException> firstRefusal = Optional.empty();

    private AudioTrackChoice() {}

    /** @throws ConversionException if there is no sound, none that can be decoded, or none as wanted */
    static AudioTrackChoice of(Box movie, FileType type, TrackChoice wanted, BoxBudget budget)
            throws ConversionException {
        List<Box> tracks = movie.children(budget).stream()
                .filter(box -> box.type().equals("trak"))
                .toList();
        if (tracks.size() > MAX_TRACKS) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, tracks.size() + " tracks");
        }
        long movieTimescale = Track.timescale(movie.required("mvhd", budget));
        AudioTrackChoice choice = new AudioTrackChoice();
        List<Box> sounds = new ArrayList<>();
        for (Box trak : tracks) {
            if (isSound(trak, budget)) {
                sounds.add(trak);
                choice.tracks.add(TrackLabel.of(sounds.size(), trak, budget));
            }
        }
        if (sounds.isEmpty()) {
            throw new ConversionException(FailureCode.NO_AUDIO_TRACK, "none of " + tracks.size() + " tracks is sound");
        }
        for (int number : choice.order(sounds, wanted, budget)) {
            choice.add(number, sounds.get(number - 1), movieTimescale, type, budget);
        }
        if (choice.candidates.isEmpty()) {
            throw choice.firstRefusal.orElseThrow();
        }
        return choice;
    }

    /** Returns the numbers of the tracks that may be converted; the first that can be will be. */
    private List<Integer> order(List<Box> sounds, TrackChoice wanted, BoxBudget budget) throws ConversionException {
        List<Integer> numbers = new ArrayList<>();
        if (!wanted.isDefault()) {
            wanted.among(tracks).stream().limit(1).map(TrackInfo::number).forEach(numbers::add);
            if (numbers.isEmpty()) {
                throw notFound(wanted, tracks);
            }
            return numbers;
        }
        for (boolean enabled : new boolean[] {true, false}) {
            for (int number = 1; number <= sounds.size(); number++) {
                if (enabled == isEnabled(sounds.get(number - 1), budget)) {
                    numbers.add(number);
                }
            }
        }
        return numbers;
    }

    /** Returns the failure of a choice that fits no track. */
    public static ConversionException notFound(TrackChoice wanted, List<TrackInfo> tracks) {
        return new ConversionException(
                FailureCode.TRACK_NOT_FOUND,
                "There is no audio track \"" + wanted.text() + "\". There are: " + TrackInfo.texts(tracks) + ".",
                "track " + wanted.text());
    }

    private void add(int number, Box trak, long movieTimescale, FileType type, BoxBudget budget)
            throws ConversionException {
        try {
            Track track = Track.of(trackId(trak, budget), movieTimescale, trak, type, budget);
            candidates.add(new Candidate(number, track, Side.of(trak, track.description(), budget), new Samples()));
        } catch (ConversionException e) {
            if (!GIVES_WAY.contains(e.failure().code())) {
                throw e;
            }
            firstRefusal = candidates.isEmpty() ? firstRefusal.or(() -> Optional.of(e)) : firstRefusal;
        }
    }

    /** Returns all sound tracks of the file. */
    List<TrackInfo> tracks() {
        return tracks;
    }

    List<Candidate> candidates() {
        return candidates;
    }

    /** Returns why a track that would have come before all candidates is none; empty if there is no such track. */
    Optional<ConversionException> firstRefusal() {
        return firstRefusal;
    }

    private static boolean isEnabled(Box trak, BoxBudget budget) throws ConversionException {
        return (trak.required("tkhd", budget).flags() & ENABLED) != 0;
    }

    /** Handler type {@code soun} (ISO/IEC 14496-12 §8.4.3). */
    private static boolean isSound(Box trak, BoxBudget budget) throws ConversionException {
        Optional<Box> media = trak.child("mdia", budget);
        Optional<Box> handler = media.isPresent() ? media.get().child("hdlr", budget) : Optional.empty();
        if (handler.isEmpty()) {
            return false;
        }
        ByteBuffer data = handler.get().fullData();
        data.getInt();
        return data.getInt() == ('s' << 24 | 'o' << 16 | 'u' << 8 | 'n');
    }

    static int trackId(Box trak, BoxBudget budget) throws ConversionException {
        Box header = trak.required("tkhd", budget);
        ByteBuffer data = header.fullData();
        data.position(data.position() + (header.version() == 1 ? 16 : 8));
        return data.getInt();
    }
}
