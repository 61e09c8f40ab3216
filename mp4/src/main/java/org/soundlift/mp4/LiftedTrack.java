package org.soundlift.mp4;

import java.io.IOException;
import java.util.Optional;
import org.soundlift.core.job.ConversionException;
import org.soundlift.mp4.timeline.Playback;
import org.soundlift.mp4.timeline.TimelineException;

/**
 * The track that is converted, alone. Two tracks of one channel that belong together are one of two channels.
 *
 * @param units those that are decoded
 */
record LiftedTrack(SoundDescription description, Units units, boolean isOfTwo, LiftedFile file) {
    /**
     * Lifts a track.
     *
     * @param unitsOfAll the number of its units
     * @param played those of its units that are decoded
     * @param seeksOtherSide whether another track may be the other side
     */
    static LiftedTrack of(
            Movie movie,
            Candidate chosen,
            long unitsOfAll,
            Units played,
            Playback playback,
            boolean seeksOtherSide,
            Ranges file)
            throws IOException, ConversionException, TimelineException {
        SoundDescription description = chosen.track().description();
        Optional<Candidate> other = seeksOtherSide ? movie.otherSide(chosen, file.size()) : Optional.empty();
        if (other.isPresent()) {
            Units whole = Units.of(
                    other.get().track(),
                    other.get().samples(),
                    other.get().samples().present(),
                    file);
            if (whole.lengths().count() == unitsOfAll) {
                Units others = whole.select(playback.runs());
                boolean isLeft = chosen.side().equals(Optional.of(Side.LEFT));
                LiftedFile stereo =
                        LiftedFile.ofStereo(description, isLeft ? played : others, isLeft ? others : played, file);
                return new LiftedTrack(description, played, true, stereo);
            }
        } else if (seeksOtherSide) {
            movie.warnOfChoice(chosen);
        }
        return new LiftedTrack(description, played, false, LiftedFile.of(description, played, file));
    }
}
