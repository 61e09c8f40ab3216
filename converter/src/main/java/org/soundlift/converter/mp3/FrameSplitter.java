package org.soundlift.converter.mp3;

import java.io.IOException;
import org.soundlift.mp4.coded.Mp3Frame;

/** Splits a stream of frames into single ones, by their headers (ISO/IEC 11172-3 §2.4.2.3). Bytes come in any portions. */
public final class FrameSplitter {
    private final FrameSink frames;
    private final ByteQueue input = new ByteQueue();

    /** @param frames receives each frame as it is, in order */
    public FrameSplitter(FrameSink frames) {
        this.frames = frames;
    }

    /**
     * Takes the next bytes.
     *
     * @param length how many of {@code bytes} count
     * @throws Mp3FormatException if a frame does not begin where one should
     */
    public void accept(byte[] bytes, int length) throws IOException {
        input.add(bytes, 0, length);
        while (input.size() >= Mp3Frame.HEADER_BYTES) {
            int frameBytes = Mp3Frame.parse(input.intAt(0))
                    .orElseThrow(() -> new Mp3FormatException("no header where one should be"))
                    .bytes();
            if (input.size() < frameBytes) {
                return;
            }
            frames.write(input.remove(frameBytes));
        }
    }
}
