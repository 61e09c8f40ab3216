package org.soundlift.converter.encoder;

import java.io.IOException;

/** The encoder failed, which is no fault of the sound: trying again may help. */
final class EncoderException extends IOException {
    private static final long serialVersionUID = 1;

    EncoderException(String message) {
        super(message);
    }
}
