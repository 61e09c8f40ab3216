package org.soundlift.converter.mp4;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.soundlift.core.job.ConversionException;

/** The texts of the item list that iTunes puts into {@code udta/meta/ilst}; of a broken list, those before the break. */
final class ItemList {
    private static final int UTF8_TEXT = 1;
    private static final int MAX_TEXT_BYTES = 4_096;
    private static final int MAX_PRIMING_SAMPLES = 16_384;
    private static final Pattern GAPLESS = Pattern.compile("\\s*[0-9A-Fa-f]{1,8}\\s+([0-9A-Fa-f]{1,8})\\b");
    private static final String NAMED_ITEM = "----";
    private static final Set<String> READ = Set.of("©nam", "©ART", "©alb", NAMED_ITEM);

    private final Map<String, String> texts = new HashMap<>();

    static ItemList of(Box movie, BoxBudget budget) {
        ItemList list = new ItemList();
        try {
            Optional<Box> userData = movie.child("udta", budget);
            Optional<Box> meta = userData.isPresent() ? userData.get().child("meta", budget) : Optional.empty();
            if (meta.isPresent()) {
                list.readMeta(meta.get(), budget);
            }
        } catch (ConversionException | BufferUnderflowException | IllegalArgumentException broken) {
            return list;
        }
        return list;
    }

    private void readMeta(Box meta, BoxBudget budget) throws ConversionException {
        for (Box child : Box.parse(meta.fullData(), budget)) {
            if (child.type().equals("ilst")) {
                for (Box item : child.children(budget)) {
                    readItem(item, budget);
                }
            }
        }
    }

    private void readItem(Box item, BoxBudget budget) throws ConversionException {
        if (!READ.contains(item.type())) {
            return;
        }
        String name = item.type();
        if (name.equals(NAMED_ITEM)) {
            name = text(item.required("name", budget).fullData());
        }
        ByteBuffer data = item.required("data", budget).data();
        if (data.getInt() == UTF8_TEXT) {
            data.getInt(); // The locale.
            texts.putIfAbsent(name, text(data));
        }
    }

    /** The beginning of a text: players show no more, and a file may have tens of megabytes of it. */
    private static String text(ByteBuffer data) {
        return UTF_8.decode(data.limit(Math.min(data.limit(), data.position() + MAX_TEXT_BYTES)))
                .toString();
    }

    /** The text under a four-character code, or under the name of an item that has one. */
    Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    /**
     * Returns the samples that iTunes' encoder put before the sound: the second hexadecimal number of item
     * {@code iTunSMPB}. 0 if none is given, or more than an encoder needs. The padding behind the sound, which it
     * gives as well, stays, as FFmpeg leaves it.
     */
    long primingSamples() {
        Matcher numbers = GAPLESS.matcher(text("iTunSMPB").orElse(""));
        long samples = numbers.lookingAt() ? Long.parseLong(numbers.group(1), 16) : 0;
        return samples < MAX_PRIMING_SAMPLES ? samples : 0;
    }
}
