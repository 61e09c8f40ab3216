package org.soundlift.gateway.upload;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.label.ChapterText;
import org.soundlift.core.label.Cover;
import org.soundlift.core.label.GivenLabels;
import org.soundlift.core.label.UnusableLabelException;
import org.soundlift.core.options.AudioOption;
import org.soundlift.http.Problem;
import org.soundlift.http.ProblemException;

/** The cover and the chapters that one upload brings in parts of their own. They are kept in memory until the job is accepted. */
final class LabelParts implements AutoCloseable {
    private final Semaphore places;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private GivenLabels given = GivenLabels.NONE;
    private boolean hasPlace;

    /** @param places one for each upload that may bring some at a time */
    LabelParts(Semaphore places) {
        this.places = places;
    }

    /** Returns the option that a part with a file of its own is about, if it is about one. */
    static Optional<AudioOption> option(PartHeader part) {
        return AudioOption.of(part.name().toLowerCase(Locale.ROOT)).filter(AudioOption::takesFile);
    }

    /** A part begins. */
    void begin() {
        if (!hasPlace && !places.tryAcquire()) {
            throw new ProblemException(
                    FailureCode.TOO_MANY_REQUESTS, "Too many uploads bring a cover or chapters just now.");
        }
        hasPlace = true;
        bytes.reset();
    }

    void take(AudioOption option, byte[] part, int offset, int length) {
        int most = option == AudioOption.COVER ? Cover.MOST_BYTES : ChapterText.MOST_BYTES;
        if (bytes.size() + length > most) {
            throw refusal(option, "There are more than " + most + " bytes.");
        }
        bytes.write(part, offset, length);
    }

    /** The part has ended. Returns false if it was empty, as forms send it where no file was chosen. */
    boolean end(AudioOption option) {
        if (bytes.size() == 0) {
            return false;
        }
        put(option, bytes.toByteArray());
        return true;
    }

    /** Takes all bytes of what takes the place of the video's own. */
    void put(AudioOption option, byte[] all) {
        try {
            given = option == AudioOption.COVER
                    ? given.withCover(Cover.of(all))
                    : given.withChapters(ChapterText.parse(all));
        } catch (UnusableLabelException e) {
            throw refusal(option, String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException refusal(AudioOption option, String reason) {
        return new ProblemException(
                Problem.invalidOption(option.text(), option.valid() + ". " + reason.replaceFirst("[.]$", "")));
    }

    /** Returns 64 hexadecimal digits that differ if the bytes of the last part differ. */
    String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java has it.
        }
    }

    GivenLabels given() {
        return given;
    }

    @Override
    public void close() {
        if (hasPlace) {
            places.release();
        }
    }
}
