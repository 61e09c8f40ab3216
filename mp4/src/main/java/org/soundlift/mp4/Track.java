package org.soundlift.mp4;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.mp4.timeline.Ticks;

/**
 * A sound track's headers and its still unread tables.
 *
 * @param id {@code track_ID} (ISO/IEC 14496-12 §8.3.2)
 * @param timescale ticks of the media a second (§8.4.2)
 * @param sampleTable box {@code stbl} (§8.5.1)
 */
record Track(int id, long timescale, EditList edits, SoundDescription description, Box sampleTable, BoxBudget budget) {
    static Track of(int id, long movieTimescale, Box trak, FileType type, BoxBudget budget) throws ConversionException {
        Box media = trak.required("mdia", budget);
        long timescale = timescale(media.required("mdhd", budget));
        Box information = media.required("minf", budget);
        requireSelfContained(information, budget);
        Box sampleTable = information.required("stbl", budget);
        SoundDescription description = SoundDescription.of(sampleTable.required("stsd", budget), type, budget);
        EditList edits = EditList.of(trak, movieTimescale, budget);
        return new Track(id, timescale, edits, description, sampleTable, budget);
    }

    /** The track as it plays where the movie's tags tell how many samples its encoder put before the sound. */
    Track withPriming(long primingSamples) {
        long rate = description.sampleRate().orElse(timescale);
        long ticks = Ticks.rescale(primingSamples, rate, timescale);
        return new Track(id, timescale, edits.orAllFrom(ticks), description, sampleTable, budget);
    }

    /** Time scale of a media or movie header; both begin alike (§8.2.2, §8.4.2). */
    static long timescale(Box header) throws ConversionException {
        ByteBuffer data = header.fullData();
        data.position(data.position() + (header.version() == 1 ? 16 : 8));
        long timescale = Integer.toUnsignedLong(data.getInt());
        if (timescale == 0 || timescale > Integer.MAX_VALUE) {
            throw new ConversionException(FailureCode.MALFORMED_MEDIA, "time scale " + timescale);
        }
        return timescale;
    }

    /** A data reference (§8.7.2) to another file would make us read what is not the sender's. */
    private static void requireSelfContained(Box information, BoxBudget budget) throws ConversionException {
        Optional<Box> data = information.child("dinf", budget);
        Optional<Box> references = data.isPresent() ? data.get().child("dref", budget) : Optional.empty();
        if (references.isEmpty()) {
            return;
        }
        ByteBuffer entries = references.get().fullData();
        entries.getInt();
        for (Box entry : Box.parse(entries.slice(), budget)) {
            if ((entry.flags() & 1) == 0) {
                throw new ConversionException(
                        FailureCode.MALFORMED_MEDIA,
                        "The sound of this video lies in another file.",
                        "data reference " + entry.type() + " is not self-contained");
            }
        }
    }
}
