package org.soundlift.app.command.convert;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.soundlift.converter.files.FileConversions;
import org.soundlift.core.job.Failure;
import org.soundlift.core.media.ResultSummary;

/** Names what the user has named, in the place of files that are there for a while. */
record Renamed(FileConversions.Listener to, Path shownVideo, Path shownResult) implements FileConversions.Listener {
    @Override
    public void started(Path video) {
        to.started(shownVideo);
    }

    @Override
    public void update(Path video, double fraction, Optional<Duration> length) {
        to.update(shownVideo, fraction, length);
    }

    @Override
    public void done(Path video, Path result, ResultSummary summary) {
        to.done(shownVideo, shownResult, summary);
    }

    @Override
    public void skipped(Path video, Path result) {
        to.skipped(shownVideo, shownResult);
    }

    @Override
    public void failed(Path video, Optional<Failure> failure, String reason) {
        to.failed(shownVideo, failure, reason);
    }
}
