package org.soundlift.mp4.coded;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.mp4.timeline.Playback;
import org.soundlift.mp4.timeline.Playback.Step;
import org.soundlift.mp4.timeline.Ticks;

/**
 * The sound of a source as packets of its codec.
 *
 * @param sampleRate Hz
 * @param layout where the channels come from, in their order; empty where nothing tells
 * @param playback what is heard of the packets
 */
public record CodedSound(
        Coding coding, int sampleRate, int channels, List<Speaker> layout, Playback playback, Packets packets) {
    /** The longest piece that is heard too much or too little at an end: a frame of any codec. */
    private static final Duration TOLERANCE = Duration.ofMillis(100);

    public CodedSound {
        layout = List.copyOf(layout);
    }

    /** The packets in the order in which they are played, of which each is a frame or an access unit. */
    public interface Packets {
        long count();

        /** Returns the size of a packet, counted from 0. */
        int bytes(long packet);

        /** Reads them, one behind the other. */
        InputStream open() throws IOException;
    }

    /**
     * One piece of all the samples that the packets are decoded to.
     *
     * @param skipped samples before it
     * @param taken samples of it; empty: all that follow
     * @param left samples behind it, as far as they are known
     */
    public record Piece(long skipped, Optional<Long> taken, long left) {}

    /**
     * Returns the kind of file that holds just what is heard.
     *
     * @param ofAny the kind that can hold any sound
     */
    public AudioFileType type(AudioFileType ofAny) {
        boolean fits = switch (coding) {
            case Coding.Uncompressed _ -> true;
            case Coding.Boxed _ -> false;
            case Coding.Opus _ ->
                piece().filter(piece -> Ticks.rescale(piece.skipped(), playback.rate(), OpusPacket.RATE_HZ)
                                <= OpusPacket.MOST_SKIPPED)
                        .isPresent();
            case Coding.Flac _, Coding.Vorbis _, Coding.Frames _ -> isNearlyAll();
        };
        return fits ? coding.type() : ofAny;
    }

    /** Returns whether all packets are heard, but for less than a frame at either end. */
    public boolean isNearlyAll() {
        return piece().filter(piece -> isShort(piece.skipped()) && isShort(piece.left()))
                .isPresent();
    }

    /** Returns whether that is less than a frame of any codec. */
    public boolean isShort(long samples) {
        return Ticks.toDuration(samples, playback.rate()).compareTo(TOLERANCE) < 0;
    }

    /** Returns how many samples are heard, silence included; each must be counted. */
    public long playedSamples() {
        return playback.steps().stream()
                .filter(step -> !(step instanceof Step.Skip))
                .mapToLong(Step::samples)
                .sum();
    }

    /** Returns the size of uncompressed sound as it is written, bytes; 0 of other codings. */
    public long uncompressedBytes() {
        return coding instanceof Coding.Uncompressed pcm
                ? Math.multiplyExact(playedSamples(), (long) channels * pcm.bits() / Byte.SIZE)
                : 0;
    }

    /** Returns what is heard, where that is one piece; empty where it is several, or where there is silence between. */
    public Optional<Piece> piece() {
        long skipped = 0;
        long taken = 0;
        long left = 0;
        boolean hasRest = false;
        for (Step step : playback.steps()) {
            boolean hasEnded = left > 0 || hasRest;
            switch (step) {
                case Step.Skip(long samples) -> {
                    skipped += taken == 0 ? samples : 0;
                    left += taken == 0 ? 0 : samples;
                }
                case Step.Take(long samples) -> taken += samples;
                case Step.Rest _ -> hasRest = true;
                case Step.Pause _, Step.UpTo _ -> {
                    return Optional.empty();
                }
            }
            if (hasEnded && !(step instanceof Step.Skip)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Piece(skipped, hasRest ? Optional.empty() : Optional.of(taken), left));
    }
}
