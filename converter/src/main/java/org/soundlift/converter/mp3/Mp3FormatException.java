package org.soundlift.converter.mp3;

import java.io.IOException;

/** Bytes that should be an MP3 are none. */
public final class Mp3FormatException extends IOException {
    private static final long serialVersionUID = 1;

    public Mp3FormatException(String message) {
        super(message);
    }
}
