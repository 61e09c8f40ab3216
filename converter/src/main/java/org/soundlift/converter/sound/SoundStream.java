package org.soundlift.converter.sound;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream of samples of all channels. It is read in blocks of whole samples: {@link InputStream} demands a method for one byte, and a
 * part of a sample would put all that follow out of step.
 */
public abstract class SoundStream extends InputStream {
    @Override
    public final int read() {
        throw new UnsupportedOperationException("samples are read whole");
    }

    @Override
    public abstract int read(byte[] target, int offset, int length) throws IOException;
}
