package org.soundlift.lifter;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.options.Cut;
import org.soundlift.core.options.Inclusion;
import org.soundlift.core.options.Labels;
import org.soundlift.core.options.TimeText;
import org.soundlift.core.track.TrackChoice;
import org.soundlift.mp4.Mp4Reader;
import org.soundlift.mp4.SoundFile;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;

/** The functions that the worker of the page calls. */
public final class Lifter {
    /** The server has its own limit. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private Lifter() {}

    /**
     * Reads the tables of a file of ISO base media.
     *
     * @return the {@link Sound} that is wanted, or the {@link Refusal} that a server would answer
     */
    @JSExport
    public static JSObject lift(FileBytes file, Wish wish) throws IOException {
        try {
            Mp4Reader.Request request = request(wish);
            SoundFile sound = SoundFile.of(new FileRanges(file), request, labels(wish));
            return Sound.of(sound, request.cut().start());
        } catch (ConversionException e) {
            return Refusal.of(e.failure());
        } catch (IllegalArgumentException e) { // Of a cut, or a track.
            return Refusal.of(Failure.of(FailureCode.INVALID_OPTION));
        }
    }

    private static Mp4Reader.Request request(Wish wish) {
        Duration start = TimeText.parse(wish.getStart()).orElse(Duration.ZERO);
        Cut cut = new Cut(start, TimeText.parse(wish.getEnd()), false);
        TrackChoice track = wish.getTrack().isBlank() ? TrackChoice.DEFAULT : new TrackChoice(wish.getTrack());
        return new Mp4Reader.Request(LONGEST, wish.isIncompleteAllowed(), cut, track, true);
    }

    private static Labels labels(Wish wish) {
        return new Labels(Map.of(), inclusion(wish.isCoverWanted()), inclusion(wish.areChaptersWanted()));
    }

    private static Inclusion inclusion(boolean isWanted) {
        return isWanted ? Inclusion.KEEP : Inclusion.NONE;
    }
}
