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
import org.soundlift.converter.label.ResultLabels;
import org.soundlift.converter.mp3.Id3Tag;
import org.soundlift.converter.mp3.Mp3Stream;
import org.soundlift.core.media.Mp3Encoder;
import org.soundlift.core.media.Mp3Summary;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.Labels;
import org.soundlift.core.options.TagField;
import org.soundlift.core.track.LanguageCode;

/** The MP3 as its owner gets it: an ID3 tag and the stream. */
public final class Mp3File {
    /** ID3v2.3.0 §4.2.1. */
    private static final Map<TagField, String> FRAMES = new EnumMap<>(Map.of(
            TagField.TITLE, "TIT2",
            TagField.ARTIST, "TPE1",
            TagField.ALBUM, "TALB",
            TagField.ALBUM_ARTIST, "TPE2",
            TagField.COMPOSER, "TCOM",
            TagField.GENRE, "TCON",
            TagField.YEAR, "TYER",
            TagField.LANGUAGE, "TLAN",
            TagField.TRACK, "TRCK"));

    private static final String UNDETERMINED = "und";

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
        Labels wanted = audio.facts().options().map(AudioOptions::labels).orElse(Labels.OF_VIDEO);
        this.tag = tag(audio.labels().orTitle(fallbackTitle, wanted));
    }

    private static byte[] tag(ResultLabels labels) {
        Id3Tag tag = new Id3Tag();
        Optional<String> language = labels.text(TagField.LANGUAGE).map(LanguageCode::ofThreeLetters);
        FRAMES.forEach((field, frame) -> tag.text(frame, field == TagField.LANGUAGE ? language : labels.text(field)));
        tag.comment(language.orElse(UNDETERMINED), labels.text(TagField.COMMENT));
        labels.cover().ifPresent(cover -> tag.cover(cover.mediaType(), cover.bytes()));
        tag.chapters(labels.chapters().stream()
                .map(chapter -> new Id3Tag.Chapter(
                        chapter.begin().toMillis(), chapter.end().toMillis(), chapter.title()))
                .toList());
        return tag.toBytes();
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
