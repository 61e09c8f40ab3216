package org.soundlift.core.media;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of files that a result can be. */
public enum AudioFileType {
    /** MPEG-1, MPEG-2 or MPEG-2.5 Audio Layer III with an ID3 tag. */
    MP3("audio/mpeg"),
    /** One sound track in an ISO base media file (ISO/IEC 14496-12): AAC, ALAC, and what has no file of its own. */
    M4A("audio/mp4"),
    /** One sound track in a QuickTime file: codecs that no other file can hold. */
    MOV("video/quicktime"),
    /** Opus or Vorbis in Ogg (RFC 3533, RFC 7845). */
    OGG("audio/ogg"),
    /** FLAC (RFC 9639). */
    FLAC("audio/flac"),
    /** Frames of AC-3 (ETSI TS 102 366). */
    AC3("audio/ac3"),
    /** Frames of Enhanced AC-3 (ETSI TS 102 366, Annex E). */
    EAC3("audio/eac3"),
    /** Frames of AMR (RFC 4867 §5). */
    AMR("audio/amr"),
    /** Frames of AMR-WB (RFC 4867 §5). */
    AWB("audio/amr-wb"),
    /** A ZIP archive of one file for each audio track, none of which is compressed. */
    ZIP("application/zip"),
    /** Uncompressed sound: RIFF/WAVE, and RF64 (EBU Tech 3306) from 4 GB on. */
    WAV("audio/wav");

    private final String mediaType;

    AudioFileType(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Returns the type of that extension, if there is one. */
    public static Optional<AudioFileType> of(String extension) {
        return Arrays.stream(values())
                .filter(type -> type.extension().equals(extension.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** Returns the end of file names, without a dot; interfaces, messages and databases name the type so, too. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the end of file names, with a dot. */
    public String suffix() {
        return "." + extension();
    }

    /** Returns whether there is a place for texts, a cover and chapters. */
    public boolean hasLabels() {
        return switch (this) {
            case AC3, EAC3, AMR, AWB -> false;
            case MP3, M4A, MOV, OGG, FLAC, ZIP, WAV -> true;
        };
    }

    /** Returns the media type (RFC 9110 §8.3.1). */
    public String mediaType() {
        return mediaType;
    }
}
