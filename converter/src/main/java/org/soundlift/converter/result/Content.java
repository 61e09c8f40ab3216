package org.soundlift.converter.result;

import java.time.Duration;
import org.soundlift.converter.lift.WaveFile;
import org.soundlift.core.media.AudioFileType;

/** The content of the file that a conversion writes, without what its labels are written in. */
public sealed interface Content {
    /** Returns the kind of the whole file. */
    AudioFileType type();

    /** Frames of an MP3. */
    record Mp3Frames() implements Content {
        @Override
        public AudioFileType type() {
            return AudioFileType.MP3;
        }
    }

    /**
     * Uncompressed samples.
     *
     * @param file what is put around them
     */
    record Samples(WaveFile file) implements Content {
        @Override
        public AudioFileType type() {
            return AudioFileType.WAV;
        }
    }

    /**
     * The whole file, with its labels.
     *
     * @param sampleRate Hz
     * @param soundBytes of the sound alone
     * @param sha256 of all bytes, 64 lower-case hexadecimal digits
     */
    record Whole(AudioFileType type, int sampleRate, int channels, Duration duration, long soundBytes, String sha256)
            implements Content {}
}
