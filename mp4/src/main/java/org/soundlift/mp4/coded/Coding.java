package org.soundlift.mp4.coded;

import java.nio.ByteBuffer;
import org.soundlift.core.media.AudioFileType;

/** The coding of a sound, as far as a file of it must know. */
public sealed interface Coding {
    /** Returns the kind of file that such sound has. */
    AudioFileType type();

    /** Returns whether that kind can begin and end at any sample. */
    default boolean isCutExactly() {
        return switch (this) {
            case Opus _, Uncompressed _, Boxed _ -> true;
            case Flac _, Vorbis _, Frames _ -> false;
        };
    }

    /**
     * Opus.
     *
     * @param configuration box {@code dOps} without its header (Encapsulation of Opus in ISO Base Media File Format §4.3.2)
     */
    record Opus(ByteBuffer configuration) implements Coding {
        @Override
        public AudioFileType type() {
            return AudioFileType.OGG;
        }
    }

    /** Vorbis. */
    record Vorbis(VorbisSetup setup) implements Coding {
        @Override
        public AudioFileType type() {
            return AudioFileType.OGG;
        }
    }

    /**
     * FLAC.
     *
     * @param blocks of metadata (RFC 9639 §8), the first of which is {@code STREAMINFO}
     */
    record Flac(ByteBuffer blocks) implements Coding {
        @Override
        public AudioFileType type() {
            return AudioFileType.FLAC;
        }
    }

    /**
     * Frames that need nothing around them.
     *
     * @param magic what comes before the first one
     */
    record Frames(AudioFileType type, String magic) implements Coding {}

    /**
     * Samples that are not coded.
     *
     * @param bits of a sample of one channel: 8, 16, 24, 32 or 64
     * @param isSigned of integers
     */
    record Uncompressed(int bits, Scale scale, boolean isBigEndian, boolean isSigned) implements Coding {
        /** PCM of 16 bits as WAVE files have it. */
        public static final Uncompressed OF_16_BITS = new Uncompressed(16, Scale.LINEAR, false, true);

        @Override
        public AudioFileType type() {
            return AudioFileType.WAV;
        }

        /** The same as a WAVE file has it. */
        public Uncompressed inWave() {
            return new Uncompressed(bits, scale, false, bits > Byte.SIZE);
        }
    }

    /** The meaning of the numbers in uncompressed sound. */
    enum Scale {
        LINEAR,
        /** IEEE 754. */
        FLOAT,
        /** ITU-T G.711 §3.1. */
        A_LAW,
        /** ITU-T G.711 §3.2. */
        MU_LAW
    }

    /** Any other: it stays in a file of the kind that it is in. */
    record Boxed() implements Coding {
        @Override
        public AudioFileType type() {
            return AudioFileType.M4A;
        }
    }
}
