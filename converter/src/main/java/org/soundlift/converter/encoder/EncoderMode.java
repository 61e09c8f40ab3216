package org.soundlift.converter.encoder;

import java.util.Optional;
import org.soundlift.converter.lame.Lame;

/** Who encodes what FFmpeg has decoded. */
public enum EncoderMode {
    /** LAME in this process on all cores, where the system has it. */
    AUTO,
    /** FFmpeg itself, in its own process, on one core. */
    FFMPEG;

    /** The encoder in this process, if there is to be one. */
    public Optional<ParallelEncoder> find() {
        int cores = Runtime.getRuntime().availableProcessors();
        return this == FFMPEG ? Optional.empty() : Lame.find().map(lame -> new ParallelEncoder(lame, cores));
    }
}
