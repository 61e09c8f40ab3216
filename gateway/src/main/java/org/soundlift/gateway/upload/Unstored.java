package org.soundlift.gateway.upload;

import org.soundlift.core.media.MediaWriter;

/** Takes a video that is stored already: only its fingerprint is of interest. */
final class Unstored extends MediaWriter {
    @Override
    public void write(byte[] bytes, int offset, int length) {}

    @Override
    public void commit() {}
}
