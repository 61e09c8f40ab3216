package org.soundlift.converter.mp3;

import java.io.IOException;

/** Takes one frame after the other, as it is stored. */
@FunctionalInterface
public interface FrameSink {
    void write(byte[] frame) throws IOException;
}
