package org.soundlift.converter.matroska;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Locale;
import java.util.Optional;
import org.soundlift.converter.matroska.EbmlReader.Element;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.label.Cover;
import org.soundlift.core.label.UnusableLabelException;

/** The files within a Matroska file, of which one may be its cover (RFC 9559 §5.1.6, and its section on cover art). */
public final class Attachments {
    private static final int SEEK_HEAD = 0x114D9B74;
    private static final int SEEK = 0x4DBB;
    private static final int SEEK_ID = 0x53AB;
    private static final int SEEK_POSITION = 0x53AC;
    private static final int ATTACHMENTS = 0x1941A469;
    private static final int ATTACHED_FILE = 0x61A7;
    private static final int FILE_NAME = 0x466E;
    private static final int FILE_MEDIA_TYPE = 0x4660;
    private static final int FILE_DATA = 0x465C;
    private static final int LONGEST_TEXT = 1 << 12;
    /** Covers in the other direction, and small ones, are named otherwise. */
    private static final String COVER_NAME = "cover.";

    private final EbmlReader in;
    private Optional<Element> picture = Optional.empty();
    private boolean isNamedCover;

    private Attachments(EbmlReader in) {
        this.in = in;
    }

    /**
     * Returns the cover: the picture of that name, or the first one. A file that is not well-formed has none.
     *
     * @throws UnusableLabelException if there is one that can't be taken
     */
    public static Optional<Cover> cover(SeekableByteChannel file) throws IOException, UnusableLabelException {
        Attachments attachments = new Attachments(new EbmlReader(file));
        try {
            attachments.find();
            return attachments.read();
        } catch (EOFException | ConversionException e) {
            return Optional.empty();
        }
    }

    /** They lie before the first cluster, or where the seek head says. */
    private void find() throws IOException, ConversionException {
        Element segment = in.element();
        while (segment.id() != Clusters.SEGMENT) {
            in.position(sized(segment).end());
            segment = in.element();
        }
        long elsewhere = 0;
        while (in.hasMore(segment.end())) {
            Element child = in.element();
            if (child.id() == ATTACHMENTS) {
                choose(sized(child));
                return;
            }
            if (child.id() == Clusters.CLUSTER) {
                break;
            }
            if (child.id() == SEEK_HEAD) {
                elsewhere = positionIn(sized(child));
            }
            in.position(sized(child).end());
        }
        if (elsewhere > 0 && segment.begin() + elsewhere < in.fileBytes()) {
            in.position(segment.begin() + elsewhere);
            Element there = in.element();
            if (there.id() == ATTACHMENTS) {
                choose(sized(there));
            }
        }
    }

    private static Element sized(Element element) throws ConversionException {
        return Clusters.requireSize(element);
    }

    /** Returns the place of the attachments within the segment; 0 if it is not told. */
    private long positionIn(Element seekHead) throws IOException, ConversionException {
        while (in.hasMore(seekHead.end())) {
            Element seek = sized(in.element());
            long id = 0;
            long position = 0;
            while (seek.id() == SEEK && in.hasMore(seek.end())) {
                Element child = sized(in.element());
                if (child.id() == SEEK_ID) {
                    id = in.unsigned(child);
                } else if (child.id() == SEEK_POSITION) {
                    position = in.unsigned(child);
                }
                in.position(child.end());
            }
            if (id == ATTACHMENTS) {
                return position;
            }
            in.position(seek.end());
        }
        return 0;
    }

    private void choose(Element attachments) throws IOException, ConversionException {
        while (in.hasMore(attachments.end()) && !isNamedCover) {
            Element file = sized(in.element());
            if (file.id() == ATTACHED_FILE) {
                consider(file);
            }
            in.position(file.end());
        }
    }

    private void consider(Element file) throws IOException, ConversionException {
        String name = "";
        String type = "";
        Optional<Element> data = Optional.empty();
        while (in.hasMore(file.end())) {
            Element child = sized(in.element());
            switch (child.id()) {
                case FILE_NAME -> name = text(child);
                case FILE_MEDIA_TYPE -> type = text(child);
                case FILE_DATA -> data = Optional.of(child);
                default -> {}
            }
            in.position(child.end());
        }
        boolean isCover = name.startsWith(COVER_NAME);
        if (type.startsWith("image/") && data.isPresent() && (isCover || picture.isEmpty())) {
            picture = data;
            isNamedCover = isCover;
        }
    }

    private String text(Element element) throws IOException, ConversionException {
        return new String(in.bytes(element, LONGEST_TEXT), UTF_8).toLowerCase(Locale.ROOT);
    }

    private Optional<Cover> read() throws IOException, UnusableLabelException {
        if (picture.isEmpty()) {
            return Optional.empty();
        }
        in.position(picture.get().begin());
        return Optional.of(Cover.of(in.bytes((int) Math.min(picture.get().bytes(), Cover.MOST_BYTES + 1L))));
    }
}
