package org.soundlift.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.soundlift.core.job.ConversionException;

/**
 * The texts in box {@code udta}: those of QuickTime (QuickTime File Format, "User data text strings") and of 3GPP
 * (3GPP TS 26.244 §8). Of a broken box, those before the break.
 */
final class UserData {
    /** Below it, a language code is one of the Macintosh, and the text in its coding. */
    private static final int FIRST_ISO_LANGUAGE = 0x400;

    private static final Set<String> OF_3GPP = Set.of("titl", "perf", "auth", "albm", "gnre", "dscp");

    private final Map<String, String> texts = new HashMap<>();

    static UserData of(Box movie, BoxBudget budget) {
        UserData data = new UserData();
        try {
            Optional<Box> userData = movie.child("udta", budget);
            if (userData.isPresent()) {
                for (Box box : userData.get().children(budget)) {
                    data.read(box);
                }
            }
        } catch (ConversionException | BufferUnderflowException | IllegalArgumentException broken) {
            return data;
        }
        return data;
    }

    private void read(Box box) {
        if (box.type().startsWith("©")) {
            ByteBuffer data = box.data();
            int size = Short.toUnsignedInt(data.getShort());
            int language = Short.toUnsignedInt(data.getShort());
            ByteBuffer text = Slices.of(data, data.position(), Math.min(size, data.remaining()));
            texts.putIfAbsent(
                    box.type(), language < FIRST_ISO_LANGUAGE ? TagText.macintosh(text) : TagText.unicode(text));
        } else if (OF_3GPP.contains(box.type())) {
            ByteBuffer data = box.fullData();
            data.getShort(); // The language.
            texts.putIfAbsent(box.type(), TagText.terminated(TagText.unicode(data)));
        }
    }

    Optional<String> text(String type) {
        return Optional.ofNullable(texts.get(type));
    }
}
