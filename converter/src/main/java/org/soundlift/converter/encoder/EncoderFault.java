package org.soundlift.converter.encoder;

import java.io.IOException;

/** A fault of the encoder: neither the sound nor the surroundings are to blame. */
public abstract sealed class EncoderFault extends Exception {
    private static final long serialVersionUID = 1;

    private EncoderFault(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /** An encoder died, stood still, or did not encode all of the sound. */
    public static final class Failed extends EncoderFault {
        private static final long serialVersionUID = 1;

        Failed(IOException cause) {
            super(cause);
        }
    }

    /** The frames can't be put together to the stream of one encoder. {@link ParallelEncoder#uncut} does not need to. */
    public static final class NotJoined extends EncoderFault {
        private static final long serialVersionUID = 1;

        NotJoined(IOException cause) {
            super(cause);
        }
    }
}
