package org.soundlift.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.label.Cover;
import org.soundlift.core.label.UnusableLabelException;

/**
 * The texts of the item lists in {@code udta/meta} and {@code meta}: those of iTunes, by four-character code, and those
 * of QuickTime's metadata keys (QuickTime File Format, "Metadata"), by key. Of a broken list, those before the break.
 */
final class ItemList {
    private static final int IMPLICIT = 0;
    private static final int UTF8_TEXT = 1;
    private static final int UTF16_TEXT = 2;
    private static final int MAX_PRIMING_SAMPLES = 16_384;
    private static final int MAX_KEYS = 1_000;
    private static final Pattern GAPLESS = Pattern.compile("\\s*[0-9A-Fa-f]{1,8}\\s+([0-9A-Fa-f]{1,8})\\b");
    private static final String NAMED_ITEM = "----";
    private static final String TRACK = "trkn";
    private static final String COVER = "covr";
    private static final String GENRE_NUMBER = "gnre";
    private static final String GENRE = "©gen";
    private static final int TRACK_BYTES = 14;
    private static final int GENRE_BYTES = 10;
    private static final Set<String> OTHER_ITEMS = Set.of("aART", TRACK, GENRE_NUMBER);

    /** Behind the type and the locale. */
    private static final int PICTURE_OFFSET = 8;

    private final Map<String, List<String>> texts = new HashMap<>();
    private Optional<ByteBuffer> cover = Optional.empty();

    static ItemList of(Box movie, BoxBudget budget) {
        ItemList list = new ItemList();
        try {
            Optional<Box> userData = movie.child("udta", budget);
            if (userData.isPresent()) {
                list.readMeta(userData.get().child("meta", budget), budget);
            }
            list.readMeta(movie.child("meta", budget), budget);
        } catch (ConversionException | BufferUnderflowException | IllegalArgumentException broken) {
            return list;
        }
        return list;
    }

    private void readMeta(Optional<Box> meta, BoxBudget budget) throws ConversionException {
        if (meta.isEmpty()) {
            return;
        }
        List<Box> children = Box.parse(childrenOf(meta.get()), budget);
        List<String> keys = new ArrayList<>();
        for (Box child : children) {
            if (child.type().equals("keys")) {
                keys = keys(child.fullData());
            }
        }
        for (Box child : children) {
            if (child.type().equals("ilst")) {
                for (Box item : child.children(budget)) {
                    readItem(item, keys, budget);
                }
            }
        }
    }

    /** A full box in ISO files, and a plain one in QuickTime's. */
    private static ByteBuffer childrenOf(Box meta) {
        ByteBuffer data = meta.data();
        boolean plain = data.remaining() >= 8 && data.getInt(4) == ('h' << 24 | 'd' << 16 | 'l' << 8 | 'r');
        return plain ? data : meta.fullData();
    }

    private static List<String> keys(ByteBuffer data) {
        List<String> keys = new ArrayList<>();
        int count = Math.min(data.getInt(), MAX_KEYS);
        for (int i = 0; i < count; i++) {
            int size = data.getInt();
            data.getInt(); // The namespace.
            byte[] key = new byte[Math.max(0, Math.min(size - 8, data.remaining()))];
            data.get(key);
            keys.add(TagText.utf8(ByteBuffer.wrap(key)));
        }
        return keys;
    }

    private void readItem(Box item, List<String> keys, BoxBudget budget) throws ConversionException {
        String name = item.type();
        int index = TagText.code(name);
        if (index >= 1 && index <= keys.size()) {
            name = keys.get(index - 1);
        } else if (name.equals(NAMED_ITEM)) {
            name = TagText.utf8(item.required("name", budget).fullData());
        } else if (name.equals(COVER)) {
            addCover(item, budget);
            return;
        } else if (name.charAt(0) != '©' && !OTHER_ITEMS.contains(name)) {
            return; // Fields that are not read.
        }
        String known = name.equals(GENRE_NUMBER) ? GENRE : name;
        for (Box value : item.children(budget)) {
            if (value.type().equals("data")) {
                value(name, value.data()).ifPresent(texts.computeIfAbsent(known, _ -> new ArrayList<>())::add);
            }
        }
    }

    private static Optional<String> value(String name, ByteBuffer data) {
        return switch (name) {
            case TRACK -> data.remaining() < TRACK_BYTES ? Optional.empty() : track(data);
            case GENRE_NUMBER ->
                data.remaining() < GENRE_BYTES
                        ? Optional.empty()
                        : Genres.name(Short.toUnsignedInt(data.getShort(PICTURE_OFFSET)));
            default -> text(data);
        };
    }

    /** The first picture, whatever its type is said to be. */
    private void addCover(Box item, BoxBudget budget) throws ConversionException {
        for (Box value : item.children(budget)) {
            if (value.type().equals("data") && cover.isEmpty() && value.data().remaining() > PICTURE_OFFSET) {
                ByteBuffer data = value.data();
                cover = Optional.of(Slices.of(data, PICTURE_OFFSET, data.remaining() - PICTURE_OFFSET));
            }
        }
    }

    /** Returns the picture, if there is one. */
    Optional<Cover> cover() throws UnusableLabelException {
        if (cover.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[Math.min(cover.get().remaining(), Cover.MOST_BYTES + 1)];
        cover.get().duplicate().get(bytes);
        return Optional.of(Cover.of(bytes));
    }

    /** The track number: {@code 3}, or {@code 3/12} where the number of tracks is given. */
    private static Optional<String> track(ByteBuffer data) {
        int number = Short.toUnsignedInt(data.getShort(10));
        int all = Short.toUnsignedInt(data.getShort(12));
        return number == 0 ? Optional.empty() : Optional.of(all == 0 ? "" + number : number + "/" + all);
    }

    private static Optional<String> text(ByteBuffer data) {
        int type = data.getInt();
        data.getInt(); // The locale.
        return switch (type) {
            case IMPLICIT, UTF8_TEXT -> Optional.of(TagText.utf8(data));
            case UTF16_TEXT -> Optional.of(TagText.utf16(data));
            default -> Optional.empty();
        };
    }

    /** Returns the texts under a four-character code, a key, or the name of an item that has one. */
    List<String> texts(String name) {
        return texts.getOrDefault(name, List.of());
    }

    /**
     * Returns the samples that iTunes' encoder put before the sound: the second hexadecimal number of item
     * {@code iTunSMPB}. 0 if none is given, or more than an encoder needs. The padding behind the sound, which it
     * gives as well, stays, as FFmpeg leaves it.
     */
    long primingSamples() {
        Matcher numbers = GAPLESS.matcher(texts("iTunSMPB").stream().findFirst().orElse(""));
        long samples = numbers.lookingAt() ? Long.parseLong(numbers.group(1), 16) : 0;
        return samples < MAX_PRIMING_SAMPLES ? samples : 0;
    }
}
