package org.soundlift.converter.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import org.soundlift.converter.convert.Converter;
import org.soundlift.converter.convert.ProgressListener;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.track.TrackInfo;

/** Makes the results of videos: here, or elsewhere. */
public interface Maker {
    /**
     * A result that is wanted.
     *
     * @param video where it lies
     * @param content its bytes, which stay open
     */
    record Order(Path video, SeekableByteChannel content, AudioOptions options) {}

    /** Reads the videos. */
    Converter converter();

    /** Returns the expected kind of a result. */
    default AudioFileType type(Order order) throws IOException, ConversionException, InterruptedException {
        return converter().type(order.content(), order.options());
    }

    /** Returns all audio tracks of the video. */
    default List<TrackInfo> tracks(Order order) throws IOException, ConversionException, InterruptedException {
        return converter().info(order.content(), order.options()).tracks();
    }

    /**
     * Makes a result.
     *
     * @param result a file in {@code folder} that does not exist yet
     * @param folder for what is not finished
     * @throws ConversionException if the video can't be converted
     * @throws IOException if the surroundings failed
     */
    ResultSummary make(Order order, Path result, ScratchFolder folder, ProgressListener progress)
            throws IOException, ConversionException, InterruptedException;
}
