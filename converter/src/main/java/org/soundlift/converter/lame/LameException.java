package org.soundlift.converter.lame;

import java.io.IOException;

/** LAME does not do what it is told. */
public final class LameException extends IOException {
    private static final long serialVersionUID = 1;

    LameException(String message) {
        super(message);
    }
}
