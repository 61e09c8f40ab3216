package org.soundlift.converter.matroska;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.soundlift.converter.matroska.EbmlReader.Element;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/** Reads one entry of element {@code Tracks}. */
final class TrackEntryReader {
    private static final int LARGEST_CONFIGURATION = 1 << 20;
    private static final int LARGEST_PREFIX = 1 << 10;
    private static final int LONGEST_CODEC = 256;
    private static final int HEADER_STRIPPING = 3;
    private static final int HIGHEST_RATE_HZ = 768_000;
    private static final int MOST_CHANNELS = 64;

    private final EbmlReader in;
    private long type;
    private long number;
    private String codec = "";
    private ByteBuffer configuration = ByteBuffer.allocate(0);
    private long codecDelay;
    private double sampleRate = 8_000;
    private long channels = 1;
    private long bits;
    private long algorithm;
    private boolean isEncoded;
    private boolean isEncrypted;
    private ByteBuffer settings = ByteBuffer.allocate(0);

    TrackEntryReader(EbmlReader in) {
        this.in = in;
    }

    /** Reads the children that matter; those that have such children as well are read as one level. */
    void read(Element parent, int levels) throws IOException, ConversionException {
        if (parent.bytes() < 0) {
            throw EbmlReader.malformed("a track of unknown size");
        }
        while (in.hasMore(parent.end())) {
            Element child = in.element();
            if (child.end() > parent.end()) {
                throw EbmlReader.malformed("an element ends behind its parent");
            }
            take(child, levels);
            in.position(child.end());
        }
    }

    private void take(Element child, int levels) throws IOException, ConversionException {
        switch (child.id()) {
            case 0xD7 -> number = in.unsigned(child);
            case 0x83 -> type = in.unsigned(child);
            case 0x86 -> codec = new String(in.bytes(child, LONGEST_CODEC), US_ASCII);
            case 0x63A2 -> configuration = ByteBuffer.wrap(in.bytes(child, LARGEST_CONFIGURATION));
            case 0x56AA -> codecDelay = in.unsigned(child);
            case 0xB5 -> sampleRate = in.floating(child);
            case 0x9F -> channels = in.unsigned(child);
            case 0x6264 -> bits = in.unsigned(child);
            case 0x6240 -> {
                isEncoded = true;
                readDeeper(child, levels);
            }
            case 0x4254 -> algorithm = in.unsigned(child);
            case 0x4255 -> settings = ByteBuffer.wrap(in.bytes(child, LARGEST_PREFIX));
            case 0x5035 -> isEncrypted = true;
            case 0xE1, 0x6D80, 0x5034 -> readDeeper(child, levels);
            default -> {}
        }
    }

    private void readDeeper(Element child, int levels) throws IOException, ConversionException {
        if (levels == 0) {
            throw EbmlReader.malformed("elements within each other without an end");
        }
        read(child, levels - 1);
    }

    /** Returns {@code TrackType}. */
    long type() {
        return type;
    }

    TrackEntry build() throws ConversionException {
        if (isEncrypted) {
            throw new ConversionException(FailureCode.ENCRYPTED_MEDIA, "Matroska: an encrypted track");
        }
        if (isEncoded && algorithm != HEADER_STRIPPING) {
            throw new ConversionException(
                    FailureCode.UNSUPPORTED_AUDIO,
                    "The sound of this file is packed once more, so that it can't be taken out as it is; choose mp3 or wav.",
                    "compression " + algorithm);
        }
        if (!(sampleRate >= 1 && sampleRate <= HIGHEST_RATE_HZ)
                || channels < 1
                || channels > MOST_CHANNELS
                || codecDelay < 0) {
            throw EbmlReader.malformed(sampleRate + " Hz, " + channels + " channels");
        }
        return new TrackEntry(
                number,
                codec.replace("\0", "").strip(),
                configuration,
                codecDelay,
                new TrackEntry.Form((int) Math.round(sampleRate), (int) channels, Math.clamp(bits, 0, 64)),
                isEncoded ? settings : ByteBuffer.allocate(0));
    }
}
