package org.soundlift.converter.encoder;

import java.io.IOException;

/** One encoder alone would have written other bytes than several would. */
final class UnlikeJoinException extends IOException {
    private static final long serialVersionUID = 1;

    UnlikeJoinException(long frame) {
        super("two encoders do not agree at frame " + frame);
    }
}
