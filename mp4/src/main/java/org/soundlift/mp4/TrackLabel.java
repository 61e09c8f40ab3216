package org.soundlift.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.track.TrackInfo;
import org.soundlift.mp4.timeline.Ticks;

/** The way in which a sound track describes itself, as far as it can be read. */
final class TrackLabel {
    private static final int LANGUAGE_LETTERS = 3;
    private static final int LETTER_BITS = 5;
    private static final int BEFORE_A = 0x60;
    private static final int FIRST_ISO_LANGUAGE = 0x400;
    private static final int HANDLER_NAME_OFFSET = 20;
    private static final int CHANNELS_OFFSET = 16;
    private static final String UNDETERMINED = "und";
    /** Names that programs give to every track. */
    private static final Pattern NO_NAME =
            Pattern.compile("(?i).*handle.*|core media audio|sound|audio|stereo|mono|iso media file produced.*");

    private TrackLabel() {}

    /** @param number from 1 */
    static TrackInfo of(int number, Box trak, BoxBudget budget) {
        try {
            Box media = trak.required("mdia", budget);
            Box header = media.required("mdhd", budget);
            Optional<Box> entry = entry(media, budget);
            return new TrackInfo(
                    number,
                    entry.map(Box::type).orElse("").strip(),
                    language(media, header, budget),
                    name(trak, media, budget),
                    entry.map(TrackLabel::channels).orElse(OptionalInt.empty()),
                    duration(header));
        } catch (ConversionException
                | BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            return new TrackInfo(number, "", Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty());
        }
    }

    private static Optional<Box> entry(Box media, BoxBudget budget) throws ConversionException {
        Box descriptions =
                media.required("minf", budget).required("stbl", budget).required("stsd", budget);
        ByteBuffer data = descriptions.fullData();
        data.getInt();
        return Box.readable(data.slice(), budget).stream().findFirst();
    }

    private static OptionalInt channels(Box entry) {
        ByteBuffer data = entry.data();
        int channels = data.remaining() < CHANNELS_OFFSET + Short.BYTES ? 0 : data.getShort(CHANNELS_OFFSET);
        return channels > 0 ? OptionalInt.of(channels) : OptionalInt.empty();
    }

    /** Box {@code elng} (ISO/IEC 14496-12 §8.4.6), or else the code of three letters in the header (§8.4.2). */
    private static Optional<String> language(Box media, Box header, BoxBudget budget) throws ConversionException {
        Optional<Box> extended = media.child("elng", budget);
        if (extended.isPresent()) {
            String tag =
                    TagText.terminated(TagText.utf8(extended.get().fullData())).strip();
            return tag.isEmpty() ? Optional.empty() : Optional.of(tag);
        }
        ByteBuffer data = header.fullData();
        int code = Short.toUnsignedInt(data.getShort(data.position() + (header.version() == 1 ? 28 : 16)));
        if (code < FIRST_ISO_LANGUAGE) {
            return Optional.empty();
        }
        StringBuilder letters = new StringBuilder();
        for (int i = LANGUAGE_LETTERS - 1; i >= 0; i--) {
            letters.append((char) (((code >> (i * LETTER_BITS)) & 0x1F) + BEFORE_A));
        }
        String language = letters.toString();
        boolean isLanguage = language.chars().allMatch(c -> c >= 'a' && c <= 'z') && !language.equals(UNDETERMINED);
        return isLanguage ? Optional.of(language) : Optional.empty();
    }

    /** Box {@code name} in the track's user data, or else the name of its handler, if that tells something. */
    private static Optional<String> name(Box trak, Box media, BoxBudget budget) throws ConversionException {
        Optional<Box> userData = trak.child("udta", budget);
        Optional<Box> name = userData.isPresent() ? userData.get().child("name", budget) : Optional.empty();
        return name.map(box -> TagText.utf8(box.data()))
                .or(() -> handlerName(media, budget))
                .map(text -> TagText.terminated(text).strip())
                .filter(text -> !text.isEmpty() && !NO_NAME.matcher(text).matches());
    }

    /** A string that ends with 0 (§8.4.3); in QuickTime's files one that begins with its length. */
    private static Optional<String> handlerName(Box media, BoxBudget budget) {
        try {
            ByteBuffer data = media.required("hdlr", budget).fullData();
            data.position(data.position() + HANDLER_NAME_OFFSET);
            boolean isCounted = data.hasRemaining() && data.get(data.position()) == data.remaining() - 1;
            if (isCounted) {
                data.get();
            }
            return Optional.of(TagText.utf8(data));
        } catch (ConversionException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> duration(Box header) throws ConversionException {
        long timescale = Track.timescale(header);
        ByteBuffer data = header.fullData();
        boolean isWide = header.version() == 1;
        data.position(data.position() + (isWide ? 20 : 12));
        long ticks = isWide ? data.getLong() : Integer.toUnsignedLong(data.getInt());
        boolean isKnown = ticks > 0 && ticks != 0xFFFF_FFFFL;
        return isKnown ? Optional.of(Ticks.toDuration(ticks, timescale)) : Optional.empty();
    }
}
