package org.soundlift.converter.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/** The sound tracks of a movie in the order in which they are tried: those that are enabled come first. */
final class AudioTrackChoice {
    private static final int MAX_TRACKS = 32;
    private static final int ENABLED = 1;
    /** Another track may have what this one lacks. */
    private static final Set<FailureCode> GIVES_WAY =
            Set.of(FailureCode.UNSUPPORTED_AUDIO, FailureCode.ENCRYPTED_MEDIA);

    private final List<Candidate> candidates = new ArrayList<>();
    private Optional<ConversionException> firstRefusal = Optional.empty();

    private AudioTrackChoice() {}

    /** @throws ConversionException if there is no sound, or none that can be decoded */
    static AudioTrackChoice of(Box movie, FileType type, BoxBudget budget) throws ConversionException {
        List<Box> tracks = movie.children(budget).stream()
                .filter(box -> box.type().equals("trak"))
                .toList();
        if (tracks.size() > MAX_TRACKS) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, tracks.size() + " tracks");
        }
        long movieTimescale = Track.timescale(movie.required("mvhd", budget));
        AudioTrackChoice choice = new AudioTrackChoice();
        for (boolean enabled : new boolean[] {true, false}) {
            for (Box trak : tracks) {
                if (isSound(trak, budget) && enabled == isEnabled(trak, budget)) {
                    choice.add(trak, movieTimescale, type, budget);
                }
            }
        }
        if (choice.candidates.isEmpty()) {
            throw choice.firstRefusal.orElseGet(() -> new ConversionException(
                    FailureCode.NO_AUDIO_TRACK, "none of " + tracks.size() + " tracks is sound"));
        }
        return choice;
    }

    private void add(Box trak, long movieTimescale, FileType type, BoxBudget budget) throws ConversionException {
        try {
            Track track = Track.of(trackId(trak, budget), movieTimescale, trak, type, budget);
            candidates.add(new Candidate(track, Side.of(trak, track.description(), budget), new Samples()));
        } catch (ConversionException e) {
            if (!GIVES_WAY.contains(e.failure().code())) {
                throw e;
            }
            firstRefusal = candidates.isEmpty() ? firstRefusal.or(() -> Optional.of(e)) : firstRefusal;
        }
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

    private static int trackId(Box trak, BoxBudget budget) throws ConversionException {
        Box header = trak.required("tkhd", budget);
        ByteBuffer data = header.fullData();
        data.position(data.position() + (header.version() == 1 ? 16 : 8));
        return data.getInt();
    }
}
