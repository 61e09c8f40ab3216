package org.soundlift.converter.result;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.soundlift.converter.lift.WaveFile;
import org.soundlift.converter.mp3.Id3Labels;
import org.soundlift.converter.mp3.Mp3Stream;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.media.SoundFacts;
import org.soundlift.core.media.Warning;

/** The result as its owner gets it: what the conversion wrote, with its labels around. */
public final class ResultFile {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Path content;
    private final ConvertedAudio converted;
    private final ByteBuffer head;
    private final ByteBuffer tail;

    /**
     * The result of a finished conversion.
     *
     * @param content the file that the conversion wrote
     */
    public ResultFile(Path content, ConvertedAudio converted) throws IOException {
        this.content = content;
        this.converted = converted;
        switch (converted.audio().content()) {
            case Content.Mp3Frames _ -> {
                this.head = ByteBuffer.wrap(Id3Labels.tag(converted.labels()));
                this.tail = NOTHING;
            }
            case Content.Samples(WaveFile wave) -> {
                long bytes = Files.size(content);
                this.tail = wave.tail(bytes, converted.labels(), Id3Labels.tag(converted.labels()));
                this.head = wave.head(bytes, tail);
            }
            case Content.Whole _ -> {
                this.head = NOTHING;
                this.tail = NOTHING;
            }
        }
    }

    public long bytes() throws IOException {
        return head.remaining() + Files.size(content) + tail.remaining();
    }

    /** Writes everything and says what it was; does not close {@code out}. */
    public ResultSummary writeTo(OutputStream out) throws IOException {
        if (converted.audio().content() instanceof Content.Whole whole) {
            Files.copy(content, out);
            return summary(bytes(), whole.sha256());
        }
        MessageDigest digest = sha256();
        OutputStream digested = new DigestOutputStream(out, digest);
        WritableByteChannel channel = Channels.newChannel(digested);
        channel.write(head.duplicate());
        Files.copy(content, digested);
        channel.write(tail.duplicate());
        return summary(bytes(), hexadecimal(digest));
    }

    /** Becomes a file of the same file system, and says what it was. */
    public ResultSummary moveTo(Path target) throws IOException {
        if (converted.audio().content() instanceof Content.Whole whole) {
            ResultSummary summary = summary(bytes(), whole.sha256());
            Files.move(content, target);
            return summary;
        }
        try (OutputStream out = Files.newOutputStream(target)) {
            return writeTo(out);
        }
    }

    /** Says what it was that was stored before, made of the same source in the same way. */
    public ResultSummary summarizeStored(InputStream stored, long bytes) throws IOException {
        MessageDigest digest = sha256();
        new DigestInputStream(stored, digest).transferTo(OutputStream.nullOutputStream());
        return summary(bytes, hexadecimal(digest));
    }

    private ResultSummary summary(long bytes, String sha256) {
        return summary(converted.audio(), bytes, sha256, converted.decoder(), converted.warnings(), converted.facts());
    }

    /** Summarizes an MP3 that was stored before. */
    public static ResultSummary summarizeMp3(InputStream stored, long bytes) throws IOException {
        MessageDigest digest = sha256();
        MeasuredAudio audio = MeasuredAudio.of(Mp3Stream.scan(new DigestInputStream(stored, digest)));
        return summary(audio, bytes, hexadecimal(digest), Optional.empty(), List.of(), SoundFacts.NONE);
    }

    private static ResultSummary summary(
            MeasuredAudio audio,
            long bytes,
            String sha256,
            Optional<String> decoder,
            List<Warning> warnings,
            SoundFacts facts) {
        return new ResultSummary(
                bytes,
                audio.duration(),
                audio.bitrate(),
                audio.sampleRate(),
                audio.channels(),
                audio.encoder(),
                decoder,
                sha256,
                warnings,
                facts);
    }

    private static String hexadecimal(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns a digest that has read nothing yet. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
