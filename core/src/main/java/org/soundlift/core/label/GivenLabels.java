package org.soundlift.core.label;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.label.Chapter.Mark;

/**
 * A cover and chapters that an owner gives in place of the video's own.
 *
 * @param chapters by the time of the video; empty: none were given
 */
public record GivenLabels(Optional<Cover> cover, List<Mark> chapters) {
    public static final GivenLabels NONE = new GivenLabels(Optional.empty(), List.of());

    private static final int VERSION = 1;
    private static final long UNTOLD = -1;

    public GivenLabels {
        chapters = List.copyOf(chapters);
    }

    /** The same with a cover. */
    public GivenLabels withCover(Cover given) {
        return new GivenLabels(Optional.of(given), chapters);
    }

    /** The same with chapters. */
    public GivenLabels withChapters(List<Mark> given) {
        return new GivenLabels(cover, given);
    }

    public boolean isEmpty() {
        return cover.isEmpty() && chapters.isEmpty();
    }

    /** Returns all of it as it is stored beside the video. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            byte[] picture = new byte[cover.map(c -> c.bytes().remaining()).orElse(0)];
            cover.ifPresent(c -> c.bytes().get(picture));
            out.writeInt(picture.length);
            out.write(picture);
            out.writeInt(chapters.size());
            for (Mark mark : chapters) {
                out.writeLong(mark.begin().toNanos());
                out.writeLong(mark.end().map(Duration::toNanos).orElse(UNTOLD));
                out.writeUTF(mark.title());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // There is none in memory.
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #toBytes} has written.
     *
     * @throws IOException if it is something else
     */
    public static GivenLabels read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readByte() != VERSION) {
            throw new IOException("labels of an unknown version");
        }
        byte[] picture = in.readNBytes(in.readInt());
        List<Mark> chapters = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            Duration begin = Duration.ofNanos(in.readLong());
            long end = in.readLong();
            chapters.add(new Mark(
                    begin, end == UNTOLD ? Optional.empty() : Optional.of(Duration.ofNanos(end)), in.readUTF()));
        }
        try {
            return new GivenLabels(picture.length == 0 ? Optional.empty() : Optional.of(Cover.of(picture)), chapters);
        } catch (UnusableLabelException e) {
            throw new IOException(e);
        }
    }
}
