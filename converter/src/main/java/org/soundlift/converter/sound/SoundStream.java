package org.soundlift.converter.sound;

import java.io.IOException;
import java.io.InputStream;

/** A stream of samples of all channels, which is never read byte by byte. */
abstract class SoundStream extends InputStream {
    @Override
    public final int read() {
        throw new UnsupportedOperationException("samples have more than one byte");
    }

    @Override
    public abstract int read(byte[] target, int offset, int length) throws IOException;
}
