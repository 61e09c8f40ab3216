package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.mp4.label.ResultLabels;

/** The part of a lifted file before its samples: brands, tables, and the header of the media data. */
final class LiftedHead {
    private static final int MEDIA_DATA_HEADER_BYTES = 16;
    private static final int ENABLED_IN_MOVIE_AND_PREVIEW = 7;
    private static final int FULL_VOLUME = 0x100;
    private static final int RATE_1 = 0x1_0000;
    private static final int SOUND_ID = 1;
    private static final int CHAPTERS_ID = 2;

    private final OutBox brands;
    private final OutBox description;
    private final Units units;
    private final WrittenEdits edits;
    private final ResultLabels labels;
    private final Optional<ChapterTrack> chapters;
    private final int timescale;

    /**
     * The head of a file of these samples.
     *
     * @param brands box {@code ftyp}
     * @param description box {@code stsd}
     */
    LiftedHead(OutBox brands, OutBox description, Units units, WrittenEdits edits, ResultLabels labels) {
        this.brands = brands;
        this.description = description;
        this.units = units;
        this.edits = edits;
        this.labels = labels;
        this.timescale = (int) units.rate();
        this.chapters = ChapterTrack.of(labels.chapters(), CHAPTERS_ID, timescale);
    }

    /** The head of a file of nothing but samples, all of which play. */
    static LiftedHead ofSound(OutBox description, FileType type, Units units) {
        return new LiftedHead(type.lifted(), description, units, WrittenEdits.NONE, ResultLabels.NONE);
    }

    byte[] bytes() {
        // Where the data begin changes the numbers in the table of offsets, not its length.
        int beforeData = brands.bytes() + movie(0).bytes() + MEDIA_DATA_HEADER_BYTES;
        ByteBuffer head = ByteBuffer.allocate(beforeData);
        List<ByteBuffer> parts = new ArrayList<>(brands.parts());
        parts.addAll(movie(beforeData).parts());
        parts.forEach(part -> head.put(part.duplicate()));
        head.putInt(1)
                .put("mdat".getBytes(ISO_8859_1))
                .putLong(MEDIA_DATA_HEADER_BYTES + units.chunks().totalBytes() + tail().length);
        return head.array();
    }

    /** Returns what belongs behind the samples. */
    byte[] tail() {
        return chapters.map(ChapterTrack::samples).orElse(new byte[0]);
    }

    private OutBox movie(long dataOffset) {
        long ticks = units.lengths().samples();
        long played = edits.entries().isEmpty() ? ticks : edits.duration();
        ByteBuffer header = HeaderBoxes.times(played, timescale)
                .putInt(RATE_1)
                .putShort((short) FULL_VOLUME)
                .putInt(104, chapters.isPresent() ? CHAPTERS_ID + 1 : SOUND_ID + 1)
                .position(44);
        OutBox trackHeader = HeaderBoxes.trackHeader(SOUND_ID, ENABLED_IN_MOVIE_AND_PREVIEW, played, FULL_VOLUME);
        List<OutBox> track = new ArrayList<>(List.of(trackHeader));
        if (!edits.entries().isEmpty()) {
            track.add(edits.box());
        }
        if (chapters.isPresent()) {
            track.add(OutBox.of("tref", OutBox.of("chap", OutBox.ints(CHAPTERS_ID))));
        }
        track.add(media(ticks, dataOffset));
        List<OutBox> movie = new ArrayList<>(List.of(
                OutBox.full("mvhd", 1, 0, HeaderBoxes.matrix(header)),
                OutBox.of("trak", track.toArray(OutBox[]::new))));
        chapters.ifPresent(
                chapter -> movie.add(chapter.box(dataOffset + units.chunks().totalBytes())));
        LabelBoxes.of(labels).ifPresent(movie::add);
        return OutBox.of("moov", movie.toArray(OutBox[]::new));
    }

    private OutBox media(long ticks, long dataOffset) {
        int language = LabelBoxes.language(labels).orElse(HeaderBoxes.UNDETERMINED_LANGUAGE);
        return HeaderBoxes.media(
                HeaderBoxes.mediaHeader(ticks, timescale, language),
                "soun",
                OutBox.full("smhd", 0, 0, OutBox.ints(0)),
                sampleTable(dataOffset));
    }

    private OutBox sampleTable(long dataOffset) {
        long count = units.lengths().count() * units.samplesPerUnit();
        ByteBuffer times =
                units.samplesPerUnit() == 1 ? units.lengths().times().entries() : OutBox.ints(1, (int) count, 1);
        return OutBox.of(
                "stbl",
                description,
                OutBox.full("stts", 0, 0, times),
                OutBox.full("stsc", 0, 0, units.chunks().entries()),
                OutBox.full("stsz", 0, 0, units.sizes().fields(count)),
                OutBox.full("co64", 0, 0, units.chunks().offsetsFrom(dataOffset)));
    }
}
