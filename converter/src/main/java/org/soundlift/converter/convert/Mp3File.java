package org.soundlift.converter.convert;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.soundlift.converter.mp3.Id3Tag;
import org.soundlift.converter.mp3.Mp3Stream;
import org.soundlift.converter.mp4.MovieTags.Field;
import org.soundlift.core.media.Mp3Encoder;
import org.soundlift.core.media.Mp3Summary;

/** The MP3 as its owner gets it: an ID3 tag and the stream. */
public final class Mp3File {
    /** ID3v2.3.0 §4.2.1. */
    private static final Map<Field, String> FRAMES = new EnumMap<>(Map.of(
            Field.TITLE, "TIT2",
            Field.ARTIST, "TPE1",
            Field.ALBUM, "TALB",
            Field.ALBUM_ARTIST, "TPE2",
            Field.COMPOSER, "TCOM",
            Field.GENRE, "TCON",
            Field.YEAR, "TYER",
            Field.TRACK, "TRCK"));

    private final Path stream;
    private final ConvertedAudio audio;
    private final byte[] tag;

    /**
     * The MP3 of a finished conversion.
     *
     * @param stream the file that {@link Converter#convert} wrote
     * @param fallbackTitle for videos that carry no title of their own
     */
    public Mp3File(Path stream, ConvertedAudio audio, String fallbackTitle) {
        this.stream = stream;
        this.audio = audio;
        Id3Tag texts = new Id3Tag();
        FRAMES.forEach((field, frame) -> {
            Optional<String> fallback = field == Field.TITLE ? Optional.of(fallbackTitle) : Optional.empty();
            texts.text(frame, audio.tags().text(field).or(() -> fallback));
        });
        this.tag = texts.toBytes();
    }

    public long bytes() throws IOException {
        return tag.length + Files.size(stream);
    }

    /** Writes everything; does not close {@code out}. */
    public void copyTo(OutputStream out) throws IOException {
        out.write(tag);
        Files.copy(stream, out);
    }

    /** Writes everything and says what it was; does not close {@code out}. */
    public Mp3Summary writeTo(OutputStream out) throws IOException {
        MessageDigest digest = sha256();
        DigestOutputStream digested = new DigestOutputStream(out, digest);
        copyTo(digested);
        Mp3Stream mp3 = audio.mp3();
        return new Mp3Summary(
                bytes(),
                mp3.duration(),
                mp3.bitrate(),
                mp3.sampleRate(),
                mp3.channels(),
                encoder(mp3),
                audio.decoder(),
                hexadecimal(digest),
                audio.warnings(),
                audio.facts());
    }

    /** Summarizes an MP3 that was stored before. */
    public static Mp3Summary summarize(InputStream stored, long bytes) throws IOException {
        MessageDigest digest = sha256();
        Mp3Stream mp3 = Mp3Stream.scan(new DigestInputStream(stored, digest));
        return new Mp3Summary(
                bytes,
                mp3.duration(),
                mp3.bitrate(),
                mp3.sampleRate(),
                mp3.channels(),
                encoder(mp3),
                Optional.empty(),
                hexadecimal(digest),
                List.of());
    }

    private static String hexadecimal(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the encoder that the tag names: copied frames keep the name of theirs. */
    private static Mp3Encoder encoder(Mp3Stream mp3) {
        return mp3.encoder().startsWith("LAME")
                ? Mp3Encoder.LAME
                : mp3.encoder().startsWith("Lav") ? Mp3Encoder.FFMPEG : Mp3Encoder.COPY;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
