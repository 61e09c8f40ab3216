package org.soundlift.app.command.convert;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.soundlift.converter.files.FileConversions;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.media.ResultSummaryJson;
import org.soundlift.http.Json;
import tools.jackson.databind.node.ObjectNode;

/** A JSON object in a line for each video when it has ended, for programs; {@code docs/cli.md} lists its members. */
record JsonLines(PrintStream out, FileConversions.Listener people) implements FileConversions.Listener {
    @Override
    public void started(Path video) {
        people.started(video);
    }

    @Override
    public void update(Path video, double fraction, Optional<java.time.Duration> length) {
        people.update(video, fraction, length);
    }

    @Override
    public void done(Path video, Path result, ResultSummary summary) {
        ObjectNode line = line(video, "completed", result, summary.facts().type() == AudioFileType.MP3);
        line.set("result", Json.of(ResultSummaryJson.forUsers(summary)));
        print(line);
        people.done(video, result, summary);
    }

    @Override
    public void skipped(Path video, Path result) {
        print(line(video, "skipped", result, result.toString().endsWith(AudioFileType.MP3.suffix())));
        people.skipped(video, result);
    }

    @Override
    public void failed(Path video, Optional<Failure> failure, String reason) {
        ObjectNode line = line(video, "failed");
        Optional<FailureCode> code = failure.map(Failure::code);
        line.putObject("error")
                .put("code", code.map(Enum::name).orElse(null))
                .put("detail", failure.map(Failure::detail).orElse(reason))
                .put("suggestion", code.flatMap(FailureCode::suggestion).orElse(null));
        print(line);
        people.failed(video, failure, reason);
    }

    /** MP3s have the name that they had before there were other results, too. */
    private static ObjectNode line(Path video, String status, Path result, boolean isMp3) {
        ObjectNode line = line(video, status).put("file", result.toString());
        return isMp3 ? line.put("mp3", result.toString()) : line;
    }

    private static ObjectNode line(Path video, String status) {
        return Json.object().put("video", video.toString()).put("status", status);
    }

    private synchronized void print(ObjectNode line) {
        out.println(Json.text(line));
        out.flush();
    }
}
