package org.soundlift.converter.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/** Picks the track to convert: the first enabled sound track, or the first one where none is enabled. */
final class AudioTrackChoice {
    private static final int MAX_TRACKS = 32;
    private static final int ENABLED = 1;

    private AudioTrackChoice() {}

    static Track choose(Box movie, FileType type, BoxBudget budget) throws ConversionException {
        List<Box> tracks = movie.children(budget).stream()
                .filter(box -> box.type().equals("trak"))
                .toList();
        if (tracks.size() > MAX_TRACKS) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, tracks.size() + " tracks");
        }
        long movieTimescale = Track.timescale(movie.required("mvhd", budget));
        Optional<Box> disabled = Optional.empty();
        for (Box trak : tracks) {
            if (isSound(trak, budget)) {
                if ((trak.required("tkhd", budget).flags() & ENABLED) != 0) {
                    return Track.of(trackId(trak, budget), movieTimescale, trak, type, budget);
                }
                disabled = disabled.or(() -> Optional.of(trak));
            }
        }
        Box only = disabled.orElseThrow(() ->
                new ConversionException(FailureCode.NO_AUDIO_TRACK, "none of " + tracks.size() + " tracks is sound"));
        return Track.of(trackId(only, budget), movieTimescale, only, type, budget);
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
