package org.soundlift.converter.convert;

import java.io.IOException;
import java.util.Optional;
import org.soundlift.converter.ffmpeg.FfmpegResult;
import org.soundlift.converter.result.Content;
import org.soundlift.core.job.ConversionException;

/** One way to make a result. The first way that applies to a sound makes it. */
interface Way {
    /**
     * Makes the result, or finds that this way is not for this sound.
     *
     * @throws ConversionException if the sound can't be converted, in this way or any other
     * @throws java.util.concurrent.CancellationException if the conversion was canceled
     * @throws IOException if the surroundings failed, so that trying again may help
     */
    Outcome make(Conversion conversion) throws IOException, ConversionException, InterruptedException;

    /** Tells if the result is made. */
    sealed interface Outcome {}

    /**
     * The target is written. What is in it has not been measured.
     *
     * @param ffmpeg the end of the FFmpeg that decoded; absent where none ran
     * @param decoder the program that decoded, where that is not the usual FFmpeg
     * @param sound what was done with the samples; absent where there were none
     * @param content what was written
     */
    record Made(Optional<FfmpegResult> ffmpeg, Optional<String> decoder, Optional<TreatedSound> sound, Content content)
            implements Outcome {}

    /**
     * This way is not for this sound; the next may be.
     *
     * @param reason told if no other way applies; absent where this way was only a shortcut
     */
    record NotForThis(Optional<ConversionException> reason) implements Outcome {}
}
