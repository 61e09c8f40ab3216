package org.soundlift.converter.files;

import java.io.IOException;
import java.nio.file.Path;
import org.soundlift.converter.convert.Converter;
import org.soundlift.converter.convert.ProgressListener;
import org.soundlift.converter.convert.Wanted;
import org.soundlift.converter.result.ConvertedAudio;
import org.soundlift.converter.result.ResultFile;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.label.GivenLabels;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.media.SourceName;

/**
 * Converts on this machine.
 *
 * @param given in place of each video's own, where the options say so
 */
public record LocalMaker(Converter converter, GivenLabels given) implements Maker {
    @Override
    public ResultSummary make(Order order, Path result, ScratchFolder folder, ProgressListener progress)
            throws IOException, ConversionException, InterruptedException {
        Path content = folder.path().resolve("content");
        ConvertedAudio audio =
                converter.convert(order.content(), content, wanted(order, given), progress, folder.interrupted());
        return new ResultFile(content, audio).moveTo(result);
    }

    /** Returns the wish of a command's user: the title is the name of the file, where the video has none. */
    public static Wanted wanted(Order order, GivenLabels given) {
        String name = String.valueOf(order.video().getFileName());
        return new Wanted(order.options(), given, SourceName.stem(name));
    }
}
