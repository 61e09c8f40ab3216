package org.soundlift.converter.mp3.join;

import java.io.IOException;

/** A frame does not fit where frames of another encoder end. */
public final class ReservoirException extends IOException {
    private static final long serialVersionUID = 1;

    ReservoirException(int bits, int room) {
        super("a frame has " + bits + " bits of main data, there is room for " + room);
    }
}
