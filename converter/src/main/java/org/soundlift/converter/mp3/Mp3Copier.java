package org.soundlift.converter.mp3;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.soundlift.mp4.coded.Mp3Frame;

/**
 * Makes a file of frames that are MP3 already: nothing is encoded anew, so nothing is lost. Only a tag is put before them; one
 * that lies among the frames is left out, for it counts others.
 */
public final class Mp3Copier {
    private final OptionalInt kbitPerSecond;
    private final OptionalInt channels;
    private Optional<Mp3Frame> first = Optional.empty();
    private boolean constant = true;
    private long samples;
    private long bytes;

    /**
     * The form that is wanted.
     *
     * @param kbitPerSecond that each frame must have; empty: any
     * @param channels that each frame must have; empty: any
     */
    public Mp3Copier(OptionalInt kbitPerSecond, OptionalInt channels) {
        this.kbitPerSecond = kbitPerSecond;
        this.channels = channels;
    }

    /**
     * Copies all frames.
     *
     * @param target is overwritten, even if it comes to nothing
     * @param mostBytes beyond which it is given up
     * @param stopped asked for each frame whether to give up
     * @return whether all of it are whole frames of one rate, and as they are wanted
     */
    public boolean copy(InputStream frames, Path target, long mostBytes, BooleanSupplier stopped) throws IOException {
        try (TaggedMp3File file = new TaggedMp3File(target)) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(frames));
            OptionalInt header = Id3Tag.nextHeader(in);
            for (; header.isPresent(); header = Id3Tag.nextHeader(in)) {
                if (stopped.getAsBoolean() || bytes > mostBytes || !copy(header.getAsInt(), in, file)) {
                    return false;
                }
            }
            RateControl control = constant ? RateControl.CONSTANT : RateControl.VARIABLE;
            file.finish(EncoderInfo.unknown(control), samples);
            return samples > 0;
        } catch (java.io.EOFException endsWithinFrame) {
            return false;
        }
    }

    private boolean copy(int header, DataInputStream in, TaggedMp3File file) throws IOException {
        Optional<Mp3Frame> parsed = Mp3Frame.parse(header);
        if (parsed.isEmpty()) {
            return false;
        }
        Mp3Frame frame = parsed.get();
        byte[] whole = ByteBuffer.allocate(frame.bytes()).putInt(header).array();
        in.readFully(whole, Mp3Frame.HEADER_BYTES, whole.length - Mp3Frame.HEADER_BYTES);
        if (first.isEmpty() && isTag(frame, whole)) {
            return true;
        }
        if (!isWanted(frame)) {
            return false;
        }
        constant &= frame.bitrate() == first.orElse(frame).bitrate();
        first = Optional.of(first.orElse(frame));
        samples += frame.samples();
        bytes += whole.length;
        file.write(whole);
        return true;
    }

    private static boolean isTag(Mp3Frame frame, byte[] whole) {
        return XingTag.parse(frame, Arrays.copyOfRange(whole, Mp3Frame.HEADER_BYTES, whole.length))
                .isPresent();
    }

    private boolean isWanted(Mp3Frame frame) {
        Mp3Frame like = first.orElse(frame);
        return frame.sampleRate() == like.sampleRate()
                && frame.channels() == like.channels()
                && kbitPerSecond.orElse(frame.bitrate()) == frame.bitrate()
                && channels.orElse(frame.channels()) == frame.channels();
    }
}
