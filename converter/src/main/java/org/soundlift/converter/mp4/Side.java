package org.soundlift.converter.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import org.soundlift.core.job.ConversionException;

/** The side of a track of one channel: cameras and editors write stereo as two tracks, of which each says where it belongs. */
enum Side {
    LEFT,
    RIGHT;

    /** Layout tags (Core Audio, {@code AudioChannelLayoutTag}): the channel is told by a description, or by a bitmap. */
    private static final int BY_DESCRIPTION = 0;

    private static final int BY_BITMAP = 1 << 16;

    /** Returns the side that the track's channel layout tells, or else its name; empty if neither does. */
    static Optional<Side> of(Box trak, SoundDescription description, BoxBudget budget) throws ConversionException {
        try {
            Optional<Side> told = description.channelLayout().flatMap(box -> ofLayout(box.fullData()));
            return told.isPresent() ? told : ofName(trak, budget);
        } catch (BufferUnderflowException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Box {@code chan} (QuickTime File Format, "Audio Channel Layout Atom"). */
    private static Optional<Side> ofLayout(ByteBuffer layout) {
        int tag = layout.getInt();
        int bitmap = layout.getInt();
        int descriptions = layout.getInt();
        if (tag == BY_BITMAP) {
            return ofNumber(bitmap);
        }
        return tag == BY_DESCRIPTION && descriptions == 1 ? ofNumber(layout.getInt()) : Optional.empty();
    }

    /** Both the labels and the bits of the two are 1 and 2. */
    private static Optional<Side> ofNumber(int number) {
        return switch (number) {
            case 1 -> Optional.of(LEFT);
            case 2 -> Optional.of(RIGHT);
            default -> Optional.empty();
        };
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
