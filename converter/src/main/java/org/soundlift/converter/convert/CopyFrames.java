package org.soundlift.converter.convert;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.soundlift.converter.mp3.Mp3Copier;
import org.soundlift.converter.result.Content;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.Rate;
import org.soundlift.core.options.Rate.ConstantRate;
import org.soundlift.core.queue.Outcome;
import org.soundlift.mp4.AudioTrack;

/** Copies the frames of sound that is MP3 already, as it is wanted: nothing is lost, and no FFmpeg runs. */
record CopyFrames(ConverterLimits limits) implements Way {
    private static final Outcome NOT_FOR_THIS = new NotForThis(Optional.empty());

    @Override
    public Outcome make(Conversion conversion) throws IOException {
        Optional<AudioTrack> audio =
                conversion.source().audio().filter(AudioTrack::wholeMp3).filter(_ -> keepsAll(conversion.options()));
        return audio.isPresent() && copy(audio.get(), conversion)
                ? new Made(Optional.empty(), Optional.empty(), Optional.empty(), new Content.Mp3Frames())
                : NOT_FOR_THIS;
    }

    private static boolean keepsAll(AudioOptions options) {
        boolean keepsChannels = switch (options.channels()) {
            case SOURCE, MONO, STEREO -> true;
            case LEFT, RIGHT, AUTO, AUTO_MONO -> false;
        };
        boolean keepsSamples = options.cut().isWhole()
                && options.loudness().isEmpty()
                && !options.cut().trimSilence()
                && options.form().sampleRate().isEmpty()
                && options.form().highestSampleRate().isEmpty();
        // A quality that was chosen can't be compared with that of the frames.
        boolean keepsRate = options.rate() instanceof ConstantRate constant
                ? constant.ofMono().isEmpty()
                : options.rate().equals(Rate.DEFAULT);
        return keepsChannels && keepsSamples && keepsRate;
    }

    private boolean copy(AudioTrack audio, Conversion conversion) throws IOException {
        AudioOptions options = conversion.options();
        OptionalInt bitrate = options.rate() instanceof ConstantRate constant
                ? OptionalInt.of(constant.kbitPerSecond())
                : OptionalInt.empty();
        OptionalInt channels = switch (options.channels()) {
            case MONO -> OptionalInt.of(1);
            case STEREO -> OptionalInt.of(2);
            default -> OptionalInt.empty();
        };
        try (InputStream samples = audio.file().openSamples()) {
            boolean copied = new Mp3Copier(bitrate, channels)
                    .copy(
                            samples,
                            conversion.target(),
                            limits.largestMp3(),
                            () -> conversion.canceled().isDone()
                                    || conversion.source().left().isZero());
            if (conversion.canceled().isDone()) {
                throw new CancellationException();
            }
            return copied;
        }
    }
}
