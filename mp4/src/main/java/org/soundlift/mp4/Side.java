package org.soundlift.mp4;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.soundlift.core.job.ConversionException;
import org.soundlift.mp4.coded.Speaker;

/** The side of a track of one channel: cameras and editors write stereo as two tracks, of which each says where it belongs. */
enum Side {
    LEFT,
    RIGHT;

    /** Returns the side that the track's channel layout tells, or else its name; empty if neither does. */
    static Optional<Side> of(Box trak, SoundDescription description, BoxBudget budget) throws ConversionException {
        List<Speaker> layout = description.layout();
        if (layout.equals(List.of(Speaker.FL))) {
            return Optional.of(LEFT);
        }
        return layout.equals(List.of(Speaker.FR)) ? Optional.of(RIGHT) : ofName(trak, budget);
    }

    private static Optional<Side> ofName(Box trak, BoxBudget budget) throws ConversionException {
        Optional<Box> userData = trak.child("udta", budget);
        Optional<Box> name = userData.isPresent() ? userData.get().child("name", budget) : Optional.empty();
        return name.flatMap(box -> switch (TagText.utf8(box.data()).strip().toLowerCase(Locale.ROOT)) {
            case "left", "l" -> Optional.of(LEFT);
            case "right", "r" -> Optional.of(RIGHT);
            default -> Optional.empty();
        });
    }

    Side other() {
        return this == LEFT ? RIGHT : LEFT;
    }
}
