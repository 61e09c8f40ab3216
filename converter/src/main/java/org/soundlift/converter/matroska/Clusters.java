package org.soundlift.converter.matroska;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.converter.matroska.EbmlReader.Element;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.mp4.coded.PacketSamples;

/** Walks through a file, and finds the frames of one track (RFC 9559 §5.1, §10). */
final class Clusters {
    static final int SEGMENT = 0x18538067;
    private static final int INFO = 0x1549A966;
    private static final int TRACKS = 0x1654AE6B;
    static final int CLUSTER = 0x1F43B675;
    private static final int LACING = 0x06;
    private static final int XIPH = 0x02;
    private static final int FIXED = 0x04;
    private static final int HEAD_BYTES = 32;
    private static final long NANOS_OF_TICK = 1_000_000;

    private final EbmlReader in;
    private final SeekableByteChannel file;
    private final int wanted;
    private long nanosOfTick = NANOS_OF_TICK;
    private double ticks;
    private Optional<TrackEntry> track = Optional.empty();
    private Optional<PacketSamples> frameSamples = Optional.empty();
    private Optional<Packets> packets = Optional.empty();
    private long clusterTime;
    private long firstTime = Long.MIN_VALUE;
    private long decoded;
    private long discarded;
    private boolean isCut;
    private boolean isHead;
    private boolean hasPauses;

    /** @param number of the audio track, from 1 */
    Clusters(SeekableByteChannel file, int number) throws IOException {
        this.in = new EbmlReader(file);
        this.file = file;
        this.wanted = number;
    }

    /** Reads what comes before the first frame. */
    void readHead() throws IOException, ConversionException {
        isHead = true;
        read();
    }

    /** Reads all of the file. */
    void read() throws IOException, ConversionException {
        try {
            while (in.hasMore(Long.MAX_VALUE)) {
                Element top = in.element();
                if (top.id() == SEGMENT) {
                    readSegment(top);
                    return;
                }
                in.position(requireSize(top).end());
            }
        } catch (EOFException e) {
            isCut = true;
        }
    }

    static Element requireSize(Element element) throws ConversionException {
        if (element.bytes() < 0) {
            throw EbmlReader.malformed("an element of unknown size");
        }
        return element;
    }

    private void readSegment(Element segment) throws IOException, ConversionException {
        while (in.hasMore(segment.end()) && !(isHead && track.isPresent())) {
            Element child = in.element();
            switch (child.id()) {
                case INFO -> readInfo(requireSize(child));
                case TRACKS -> choose(TrackEntry.all(in, requireSize(child)));
                case CLUSTER -> readCluster(child);
                default -> in.position(requireSize(child).end());
            }
        }
        isCut = segment.bytes() != EbmlReader.UNKNOWN && segment.end() > in.fileBytes();
    }

    private void readInfo(Element info) throws IOException, ConversionException {
        while (in.hasMore(info.end())) {
            Element child = requireSize(in.element());
            if (child.id() == 0x2AD7B1) {
                nanosOfTick = Math.clamp(in.unsigned(child), 1, 1_000_000_000_000L);
            } else if (child.id() == 0x4489) {
                ticks = in.floating(child);
            }
            in.position(child.end());
        }
    }

    private void choose(List<TrackEntry> audio) throws ConversionException {
        if (track.isPresent() || audio.size() < wanted) {
            return;
        }
        TrackEntry entry = audio.get(wanted - 1);
        byte[] prefix = new byte[entry.stripped().remaining()];
        entry.stripped().duplicate().get(prefix);
        track = Optional.of(entry);
        frameSamples = Optional.of(FrameSamples.of(entry));
        packets = Optional.of(new Packets(file, prefix));
    }

    /** A cluster of unknown size ends with an element that can't be in one. */
    private void readCluster(Element cluster) throws IOException, ConversionException {
        while (in.hasMore(cluster.end())) {
            long begin = in.position();
            Element child = in.element();
            if (cluster.bytes() == EbmlReader.UNKNOWN && isOfSegment(child.id())) {
                in.position(begin);
                return;
            }
            requireSize(child);
            switch (child.id()) {
                case 0xE7 -> clusterTime = in.unsigned(child);
                case 0xA3 -> readBlock(child);
                case 0xA0 -> readGroup(child);
                default -> {}
            }
            in.position(child.end());
        }
    }

    /** Identifiers of the elements below the segment have four bytes, others in a cluster fewer. */
    private static boolean isOfSegment(int id) {
        return (id & 0xF000_0000) == 0x1000_0000;
    }

    private void readGroup(Element group) throws IOException, ConversionException {
        while (in.hasMore(group.end())) {
            Element child = requireSize(in.element());
            if (child.id() == 0xA1) {
                readBlock(child);
            } else if (child.id() == 0x75A2) {
                discarded = Math.max(0, in.signed(child));
            }
            in.position(child.end());
        }
    }

    private void readBlock(Element block) throws IOException, ConversionException {
        if (track.isEmpty() || in.number(false) != track.get().number()) {
            return;
        }
        long time = clusterTime + in.signedShort();
        int lacing = in.unsignedByte() & LACING;
        if (block.end() > in.fileBytes()) {
            throw new EOFException();
        }
        discarded = 0; // Only that of the last block counts.
        noteTime(time);
        long at;
        List<Long> sizes = new ArrayList<>();
        if (lacing == 0) {
            at = in.position();
        } else {
            int frames = in.unsignedByte() + 1;
            at = readSizes(block, lacing, frames, sizes);
        }
        for (long size : sizes) {
            add(at, size, block);
            at += size;
        }
        add(at, block.end() - at, block); // The last one takes what is left.
    }

    /** Reads the sizes of all frames but the last one (§10.3). Returns where the first one begins. */
    private long readSizes(Element block, int lacing, int frames, List<Long> sizes)
            throws IOException, ConversionException {
        long size = 0;
        for (int i = 0; i + 1 < frames; i++) {
            if (lacing == FIXED) {
                size = (block.end() - in.position()) / frames;
            } else if (lacing == XIPH) {
                size = 0;
                int part;
                do {
                    part = in.unsignedByte();
                    size += part;
                } while (part == 255);
            } else {
                size = i == 0 ? in.number(false) : size + in.signedNumber();
            }
            sizes.add(size);
        }
        return in.position();
    }

    private void noteTime(long time) {
        long nanos = time * nanosOfTick;
        if (firstTime == Long.MIN_VALUE) {
            firstTime = nanos;
        }
        double expected = decoded * 1e9 / track.orElseThrow().sampleRate();
        hasPauses |= Math.abs(nanos - firstTime - expected) > 100 * NANOS_OF_TICK;
    }

    private void add(long offset, long bytes, Element block) throws IOException, ConversionException {
        if (bytes < 0 || offset + bytes > block.end()) {
            throw EbmlReader.malformed("frames that are larger than their block");
        }
        in.position(offset);
        TrackEntry entry = track.orElseThrow();
        int prefix = entry.stripped().remaining();
        byte[] head = new byte[HEAD_BYTES];
        entry.stripped().duplicate().get(head, 0, Math.min(prefix, HEAD_BYTES));
        int stored = (int) Math.min(bytes, Math.max(0, HEAD_BYTES - prefix));
        System.arraycopy(in.bytes(stored), 0, head, Math.min(prefix, HEAD_BYTES), stored);
        int samples = frameSamples.orElseThrow().of(head, bytes + prefix);
        packets.orElseThrow().add(offset, bytes, samples);
        decoded += samples;
    }

    /** @throws ConversionException if there is no such track */
    TrackEntry track() throws ConversionException {
        return track.orElseThrow(() -> new ConversionException(FailureCode.NO_AUDIO_TRACK, "no audio track " + wanted));
    }

    Packets packets() {
        return packets.orElseThrow();
    }

    /** Returns the samples that all frames are decoded to. */
    long decoded() {
        return decoded;
    }

    /** Returns the nanoseconds at the end of the last frame that are not heard. */
    long discarded() {
        return discarded;
    }

    /** Returns the nanoseconds of the whole file, as it tells them; 0 if it does not. */
    double nanos() {
        return ticks * nanosOfTick;
    }

    boolean isCut() {
        return isCut;
    }

    /** Returns whether the times of frames are others than those of an uninterrupted sound. */
    boolean hasPauses() {
        return hasPauses;
    }
}
