package org.soundlift.converter.mp3;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.soundlift.mp4.coded.Mp3Frame;

/**
 * A whole MP3 stream, measured by walking all its frames.
 *
 * @param frames without the frame of the tag
 * @param samples that a gapless player plays, each channel
 * @param sampleRate Hz
 * @param audioBytes of the frames without the tag's
 * @param encoder as the tag names it, empty if it does not
 */
public record Mp3Stream(long frames, long samples, int sampleRate, int channels, long audioBytes, String encoder) {
    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * Reads frames to the end of {@code in}, behind an ID3v2 tag if there is one.
     *
     * @throws Mp3FormatException if anything but whole frames of one rate is found, or if the Xing tag tells
     *     another number of frames
     */
    public static Mp3Stream scan(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(new BufferedInputStream(in, BUFFER_BYTES));
        try {
            return new Scan(data).run();
        } catch (EOFException e) {
            throw new Mp3FormatException("ends within a frame");
        }
    }

    public Duration duration() {
        return Duration.ofNanos(Math.round(samples * 1e9 / sampleRate));
    }

    /** Average, bit/s. */
    public int bitrate() {
        return frames == 0 ? 0 : (int) Math.round(audioBytes * 8.0 * sampleRate / frames / samplesPerFrame());
    }

    private int samplesPerFrame() {
        return sampleRate >= 32_000 ? 1152 : 576;
    }

    /** One walk through the frames. */
    private static final class Scan {
        private final DataInputStream in;
        private Optional<XingTag> tag = Optional.empty();
        private Optional<Mp3Frame> first = Optional.empty();
        private long frames;
        private long audioBytes;

        Scan(DataInputStream in) {
            this.in = in;
        }

        Mp3Stream run() throws IOException {
            OptionalInt header = Id3Tag.skip(in);
            for (; header.isPresent(); header = Id3Tag.nextHeader(in)) {
                frame(header.getAsInt());
            }
            Mp3Frame sample = first.orElseThrow(() -> new Mp3FormatException("no frame"));
            long declared = tag.map(XingTag::frames).orElse(frames);
            if (declared != frames) {
                throw new Mp3FormatException("tag tells " + declared + " frames, there are " + frames);
            }
            int trimmed = tag.map(t -> t.delay() + t.padding()).orElse(0);
            long samples = Math.max(0, frames * sample.samples() - trimmed);
            String encoder = tag.map(XingTag::encoder).orElse("");
            return new Mp3Stream(frames, samples, sample.sampleRate(), sample.channels(), audioBytes, encoder);
        }

        private void frame(int header) throws IOException {
            Mp3Frame frame = Mp3Frame.parse(header)
                    .orElseThrow(() -> new Mp3FormatException("no frame after " + frames + " frames"));
            byte[] rest = new byte[frame.bytes() - Mp3Frame.HEADER_BYTES];
            in.readFully(rest);
            if (first.isEmpty()) {
                first = Optional.of(frame);
                tag = XingTag.parse(frame, rest);
                if (tag.isPresent()) {
                    return;
                }
            }
            if (frame.sampleRate() != first.get().sampleRate()) {
                throw new Mp3FormatException("sample rate changes after " + frames + " frames");
            }
            frames++;
            audioBytes += frame.bytes();
        }
    }
}
