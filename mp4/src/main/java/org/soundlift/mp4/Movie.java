package org.soundlift.mp4;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.Warning;

/** The tables of a movie and of its fragments, as they are met in the file. */
final class Movie {
    private final Box box;
    private final AudioTrackChoice choice;
    private final BoxBudget budget;
    private final List<Warning> warnings = new ArrayList<>();
    private Optional<Fragments> fragments = Optional.empty();
    private long mediaBeforeFragments;
    private int chosenNumber;

    Movie(Box box, AudioTrackChoice choice, BoxBudget budget) {
        this.box = box;
        this.choice = choice;
        this.budget = budget;
    }

    Box box() {
        return box;
    }

    List<Warning> warnings() {
        return warnings;
    }

    void warn(Warning.Code code, String detail) {
        warnings.add(new Warning(code, detail));
    }

    boolean isFragmented() {
        return fragments.isPresent();
    }

    /** When the chosen track's fragments begin, in its ticks; 0 if the whole is fragments, or has none. */
    long mediaBeforeFragments() {
        return mediaBeforeFragments;
    }

    /**
     * Adds a fragment.
     *
     * @param offset where it begins in the file
     */
    void add(Box fragment, long offset, long fileBytes, BoxBudget fragmentBudget) throws ConversionException {
        if (fragments.isEmpty()) {
            for (Candidate candidate : choice.candidates()) {
                SampleTables.read(candidate.track(), fileBytes, candidate.samples());
                candidate.samples().beginFragments();
            }
            fragments = Optional.of(new Fragments(choice.candidates(), box, fileBytes, budget, fragmentBudget));
        }
        fragments.get().add(fragment, offset);
    }

    /** Returns the first track that has samples. */
    Candidate chosen(long fileBytes) throws ConversionException {
        for (Candidate candidate : choice.candidates()) {
            readSamples(candidate, fileBytes);
            if (candidate.samples().declared() > 0) {
                chosenNumber = candidate.number();
                mediaBeforeFragments = candidate.samples().ticksBeforeFragments();
                warnOfOthers(candidate);
                return candidate;
            }
        }
        throw new ConversionException(
                FailureCode.EMPTY_AUDIO_TRACK,
                "no samples in " + choice.candidates().size() + " tracks");
    }

    /** Returns the sound tracks; one must have been chosen. */
    Mp4Movie.Tracks tracks() {
        return new Mp4Movie.Tracks(choice.tracks(), chosenNumber);
    }

    private void readSamples(Candidate candidate, long fileBytes) throws ConversionException {
        if (fragments.isEmpty()) {
            SampleTables.read(candidate.track(), fileBytes, candidate.samples());
        }
    }

    /** Returns the track that has the other channel of the same sound, for PCM of one channel alone. */
    Optional<Candidate> otherSide(Candidate chosen, long fileBytes) throws ConversionException {
        for (Candidate candidate : choice.candidates()) {
            if (chosen.isOtherSideOf(candidate)) {
                readSamples(candidate, fileBytes);
                boolean isAsLong =
                        candidate.samples().present() == chosen.samples().present();
                return isAsLong ? Optional.of(candidate) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Warns where others might have been meant, unless it was said already. */
    void warnOfChoice(Candidate chosen) {
        boolean isSaid = warnings.stream().anyMatch(warning -> warning.code() == Warning.Code.OTHER_TRACK);
        if (choice.tracks().size() > 1 && !isSaid) {
            warnings.add(Warning.ofSeveralTracks(choice.tracks(), chosen.number()));
        }
    }

    private void warnOfOthers(Candidate chosen) {
        int number = chosen.number();
        if (choice.firstRefusal().isPresent()) {
            String why = choice.firstRefusal().get().failure().code() == FailureCode.ENCRYPTED_MEDIA
                    ? "is protected"
                    : "has a codec that is not decoded";
            warn(
                    Warning.Code.OTHER_TRACK,
                    "The first audio track " + why + "; track " + number + " was converted instead.");
        } else if (!chosen.equals(choice.candidates().getFirst())) {
            warn(
                    Warning.Code.OTHER_TRACK,
                    "The first audio track is empty; track " + number + " was converted instead.");
        }
    }
}
