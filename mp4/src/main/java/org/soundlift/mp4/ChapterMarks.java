package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.label.Chapter;
import org.soundlift.core.label.UnusableLabelException;
import org.soundlift.mp4.timeline.Ticks;

/**
 * The chapters of a movie: a text track that another track refers to as its chapters (QuickTime File Format, "Chapter Lists"), or box
 * {@code chpl} in the movie's user data, as Nero's programs write it.
 */
final class ChapterMarks {
    private static final long TICKS_OF_NERO = 10_000_000;
    private static final int LONGEST_TITLE_BYTES = 2_048;
    private static final int MOST_TRIES = 4;

    private final Box movie;
    private final Ranges file;
    private final BoxBudget budget;

    private ChapterMarks(Box movie, Ranges file, BoxBudget budget) {
        this.movie = movie;
        this.file = file;
        this.budget = budget;
    }

    /** @throws UnusableLabelException if there are too many, or if they are broken */
    static List<Chapter.Mark> of(Box movie, Ranges file, BoxBudget budget) throws IOException, UnusableLabelException {
        try {
            ChapterMarks marks = new ChapterMarks(movie, file, budget);
            List<Chapter.Mark> ofTrack = marks.ofTrack();
            return ofTrack.isEmpty() ? marks.ofNero() : ofTrack;
        } catch (ConversionException
                | BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | ArithmeticException e) {
            throw new UnusableLabelException("The chapters of the video are broken, and were left out.");
        }
    }

    private static void requireFew(long count) throws UnusableLabelException {
        if (count > Chapter.MOST) {
            throw new UnusableLabelException(
                    "The video has " + count + " chapters, and they were left out: " + Chapter.MOST + " are allowed.");
        }
    }

    private List<Chapter.Mark> ofNero() throws ConversionException, UnusableLabelException {
        Optional<Box> userData = movie.child("udta", budget);
        Optional<Box> list = userData.isPresent() ? userData.get().child("chpl", budget) : Optional.empty();
        if (list.isEmpty()) {
            return List.of();
        }
        ByteBuffer data = list.get().fullData();
        if (list.get().version() > 0) {
            data.getInt(); // Reserved.
        }
        int count = Byte.toUnsignedInt(data.get());
        List<Chapter.Mark> marks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Duration begin = Ticks.toDuration(data.getLong(), TICKS_OF_NERO);
            byte[] title = new byte[Byte.toUnsignedInt(data.get())];
            data.get(title);
            marks.add(new Chapter.Mark(begin, Optional.empty(), new String(title, UTF_8)));
        }
        return marks;
    }

    /** Of the references to chapters, a few are followed. */
    private List<Chapter.Mark> ofTrack() throws IOException, ConversionException, UnusableLabelException {
        List<Box> tracks = movie.children(budget).stream()
                .filter(box -> box.type().equals("trak"))
                .toList();
        int tries = MOST_TRIES;
        for (Box trak : tracks) {
            Optional<Box> references = trak.child("tref", budget);
            Optional<Box> chapters = references.isPresent() ? references.get().child("chap", budget) : Optional.empty();
            if (chapters.isPresent() && chapters.get().data().remaining() >= Integer.BYTES) {
                ByteBuffer ids = chapters.get().data();
                while (ids.remaining() >= Integer.BYTES && tries-- > 0) {
                    List<Chapter.Mark> marks = ofTrack(tracks, ids.getInt());
                    if (!marks.isEmpty()) {
                        return marks;
                    }
                }
            }
        }
        return List.of();
    }

    private List<Chapter.Mark> ofTrack(List<Box> tracks, int id)
            throws IOException, ConversionException, UnusableLabelException {
        for (Box trak : tracks) {
            if (AudioTrackChoice.trackId(trak, budget) == id && isText(trak)) {
                return read(trak);
            }
        }
        return List.of();
    }

    /** Others hold pictures of the chapters. */
    private boolean isText(Box trak) throws ConversionException {
        ByteBuffer handler =
                trak.required("mdia", budget).required("hdlr", budget).fullData();
        handler.getInt();
        int type = handler.getInt();
        return type == TagText.code("text") || type == TagText.code("sbtl");
    }

    private List<Chapter.Mark> read(Box trak) throws IOException, ConversionException, UnusableLabelException {
        Box media = trak.required("mdia", budget);
        long timescale = Track.timescale(media.required("mdhd", budget));
        Box table = media.required("minf", budget).required("stbl", budget);
        ByteBuffer times = table.required("stts", budget).fullData();
        List<Chapter.Mark> marks = new ArrayList<>();
        List<String> titles = titles(table);
        long time = 0;
        for (int entries = times.getInt(); entries > 0 && marks.size() < titles.size(); entries--) {
            long count = Integer.toUnsignedLong(times.getInt());
            long ticks = Integer.toUnsignedLong(times.getInt());
            for (long i = 0; i < count && marks.size() < titles.size(); i++) {
                marks.add(new Chapter.Mark(
                        Ticks.toDuration(time, timescale),
                        Optional.of(Ticks.toDuration(time + ticks, timescale)),
                        titles.get(marks.size())));
                time = Math.addExact(time, ticks);
            }
        }
        return marks;
    }

    private List<String> titles(Box table) throws IOException, ConversionException, UnusableLabelException {
        ByteBuffer sizes = table.required("stsz", budget).fullData();
        int constant = sizes.getInt();
        long count = Integer.toUnsignedLong(sizes.getInt());
        requireFew(count);
        Optional<Box> wide = table.child("co64", budget);
        ByteBuffer offsets = (wide.isPresent() ? wide.get() : table.required("stco", budget)).fullData();
        long chunks = Integer.toUnsignedLong(offsets.getInt());
        SamplesPerChunk runs =
                new SamplesPerChunk(table.required("stsc", budget).fullData());
        List<String> titles = new ArrayList<>();
        for (long chunk = 1; chunk <= chunks && titles.size() < count; chunk++) {
            long offset = wide.isPresent() ? offsets.getLong() : Integer.toUnsignedLong(offsets.getInt());
            runs.advanceTo(chunk);
            for (long i = 0; i < runs.samples() && titles.size() < count; i++) {
                long bytes = Integer.toUnsignedLong(constant == 0 ? sizes.getInt() : constant);
                titles.add(title(offset, bytes));
                offset = Math.addExact(offset, bytes);
            }
        }
        return titles;
    }

    /** A text sample: its length, UTF-8 or UTF-16 with a byte order mark, and then perhaps boxes. */
    private String title(long offset, long bytes) throws IOException {
        ByteBuffer sample = file.upTo(offset, (int) Math.min(bytes, LONGEST_TITLE_BYTES));
        if (sample.remaining() < Short.BYTES) {
            return "";
        }
        int length = Short.toUnsignedInt(sample.getShort());
        return TagText.unicode(Slices.of(sample, sample.position(), Math.min(length, sample.remaining())));
    }
}
