package org.soundlift.mp4;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.label.GivenLabels;
import org.soundlift.core.options.Labels;
import org.soundlift.mp4.label.ResultLabels;

/**
 * The part of a movie's sound that is wanted, as it is, in a file of its own. A conversion makes of that file what it would make of
 * the part of the movie.
 *
 * @param movie it is a part of
 */
public record SoundFile(Mp4Movie movie, OriginalSound sound, ResultLabels labels) {
    /**
     * Reads the tables of a movie.
     *
     * @param request asks for the sound as it is
     * @param labels of the movie that the file has as well
     * @throws ConversionException with the code of the defect; {@code UNSUPPORTED_AUDIO} if the sound has no such file
     * @throws IOException if reading fails
     */
    public static SoundFile of(Ranges file, Mp4Reader.Request request, Labels labels)
            throws IOException, ConversionException {
        Mp4Movie movie = Mp4Reader.read(file, request);
        AudioTrack audio = movie.audio();
        OriginalSound sound = audio.original().orElseThrow();
        // Parts that are repeated can make terabytes of a small file.
        if (!sound.isBoxable() || sound.bytes() > file.size()) {
            throw new ConversionException(FailureCode.UNSUPPORTED_AUDIO, "no box for it");
        }
        Duration begin = audio.heard().begin();
        Duration delay = begin.minus(request.cut().start());
        ResultLabels.Part part = new ResultLabels.Part(
                begin, sound.duration(), delay.plus(audio.heard().whole()));
        return new SoundFile(movie, sound, ResultLabels.of(movie.labels(), labels, GivenLabels.NONE, part));
    }

    /** Reads the file from its beginning; closing the stream does not close the movie. */
    public InputStream open() {
        return sound.open(labels);
    }
}
