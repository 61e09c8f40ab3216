package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.label.Chapter;
import org.soundlift.mp4.label.PlainText;
import org.soundlift.mp4.timeline.Edit;
import org.soundlift.mp4.timeline.Ticks;

/**
 * A text track whose samples are the titles of chapters (QuickTime File Format, "Chapter Lists" and "Text Sample Description"). It is
 * not enabled: no player shows it as subtitles.
 */
final class ChapterTrack {
    private static final int TIMESCALE = 1_000;
    private static final int IN_MOVIE = 2;
    private static final int DESCRIPTION_BYTES = 52;
    private static final int DIMENSIONS = 36;
    /** Tells that a text is UTF-8: a box {@code encd} behind it. */
    private static final int UTF_8_ENCODING = 0x0000_0100;

    private final List<Chapter> chapters;
    private final List<byte[]> samples;
    private final int id;
    private final int movieTimescale;

    private ChapterTrack(List<Chapter> chapters, int id, int movieTimescale) {
        this.chapters = chapters;
        this.samples = chapters.stream().map(ChapterTrack::sample).toList();
        this.id = id;
        this.movieTimescale = movieTimescale;
    }

    /**
     * Returns the track of some chapters; empty if there are none.
     *
     * @param movieTimescale ticks of the movie a second
     */
    static Optional<ChapterTrack> of(List<Chapter> chapters, int id, int movieTimescale) {
        return chapters.isEmpty() ? Optional.empty() : Optional.of(new ChapterTrack(chapters, id, movieTimescale));
    }

    private static byte[] sample(Chapter chapter) {
        byte[] title = PlainText.of(chapter.title()).getBytes(UTF_8);
        return ByteBuffer.allocate(Short.BYTES + title.length + 12)
                .putShort((short) title.length)
                .put(title)
                .putInt(12)
                .put("encd".getBytes(ISO_8859_1))
                .putInt(UTF_8_ENCODING)
                .array();
    }

    byte[] samples() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        samples.forEach(sample -> all.write(sample, 0, sample.length));
        return all.toByteArray();
    }

    /** @param dataOffset where the samples begin in the file */
    OutBox box(long dataOffset) {
        long begin = chapters.getFirst().begin().toMillis();
        long ticks = chapters.getLast().end().toMillis() - begin;
        List<EditList.Entry> edits = new ArrayList<>();
        if (begin > 0) {
            edits.add(new EditList.Entry(inMovie(begin), Edit.EMPTY));
        }
        edits.add(new EditList.Entry(inMovie(begin + ticks) - inMovie(begin), 0));
        WrittenEdits written = new WrittenEdits(edits);
        return OutBox.of(
                "trak",
                HeaderBoxes.trackHeader(id, IN_MOVIE, written.duration(), 0),
                written.box(),
                HeaderBoxes.media(
                        HeaderBoxes.mediaHeader(ticks, TIMESCALE, HeaderBoxes.UNDETERMINED_LANGUAGE),
                        "text",
                        mediaTypeHeader(),
                        sampleTable(dataOffset)));
    }

    private long inMovie(long milliseconds) {
        return Ticks.rescale(milliseconds, TIMESCALE, movieTimescale);
    }

    /** Box {@code gmhd}, which QuickTime has for media other than sound and pictures. */
    private static OutBox mediaTypeHeader() {
        ByteBuffer graphics = ByteBuffer.allocate(12).putShort((short) 0x40); // Copy mode; no colors; no balance.
        return OutBox.of(
                "gmhd",
                OutBox.full("gmin", 0, 0, graphics.rewind()),
                OutBox.of("text", HeaderBoxes.matrix(ByteBuffer.allocate(DIMENSIONS))));
    }

    private OutBox sampleTable(long dataOffset) {
        int count = chapters.size();
        ByteBuffer times = ByteBuffer.allocate(Integer.BYTES * (1 + 2 * count)).putInt(count);
        ByteBuffer sizes =
                ByteBuffer.allocate(Integer.BYTES * (2 + count)).putInt(0).putInt(count);
        for (int i = 0; i < count; i++) {
            long end = (i + 1 < count
                            ? chapters.get(i + 1).begin()
                            : chapters.get(i).end())
                    .toMillis();
            times.putInt(1).putInt((int) (end - chapters.get(i).begin().toMillis()));
            sizes.putInt(samples.get(i).length);
        }
        ByteBuffer description = ByteBuffer.allocate(DESCRIPTION_BYTES).putShort(6, SampleEntry.FIRST_REFERENCE);
        ByteBuffer offset =
                ByteBuffer.allocate(Integer.BYTES + Long.BYTES).putInt(1).putLong(dataOffset);
        return OutBox.of(
                "stbl",
                OutBox.full("stsd", 0, 0, OutBox.ints(1), OutBox.of("text", description)),
                OutBox.full("stts", 0, 0, times.flip()),
                OutBox.full("stsc", 0, 0, OutBox.ints(1, 1, count, 1)),
                OutBox.full("stsz", 0, 0, sizes.flip()),
                OutBox.full("co64", 0, 0, offset.flip()));
    }
}
