package org.soundlift.core.job;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.soundlift.core.media.MediaId;

/**
 * The identity of a job: 128 random bits as 32 lower-case hexadecimal digits. It can't be guessed, so that it may
 * serve as the key to an anonymous job.
 */
public record JobId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws IllegalArgumentException if {@code value} is not 32 lower-case hexadecimal digits */
    public JobId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a job id");
        }
    }

    public static JobId random() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return new JobId(HexFormat.of().formatHex(bits));
    }

    /** The id that a stranger wrote, or empty if it is none. */
    public static Optional<JobId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new JobId(text)) : Optional.empty();
    }

    /** Returns the id of the job's video in a store. */
    public MediaId video() {
        return new MediaId(MediaId.Kind.VIDEOS, value);
    }

    /** Returns the id of the job's result in a store. */
    public MediaId mp3() {
        return new MediaId(MediaId.Kind.MP3S, value);
    }

    /** Returns the id of the cover and chapters that were given with the video, in a store. */
    public MediaId labels() {
        return new MediaId(MediaId.Kind.LABELS, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
