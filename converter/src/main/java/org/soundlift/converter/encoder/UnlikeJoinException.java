package org.soundlift.converter.encoder;

import java.io.IOException;

/** Where one encoder follows another, the two never came to the same: one encoder alone would have written other bytes. */
public final class UnlikeJoinException extends IOException {
    private static final long serialVersionUID = 1;

    UnlikeJoinException(long frame) {
        super("two encoders do not agree up to frame " + frame);
    }
}
