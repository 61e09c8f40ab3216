package org.soundlift.app.command.convert;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.wiring.Wiring;
import org.soundlift.converter.convert.Converter;
import org.soundlift.converter.convert.SourceInfo;
import org.soundlift.converter.files.FileProblem;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.label.Chapter;
import org.soundlift.core.media.ResultSummaryJson;
import org.soundlift.core.media.SoundFactsJson;
import org.soundlift.core.options.TagField;
import org.soundlift.core.options.TimeText;
import org.soundlift.core.track.TrackInfo;
import org.soundlift.http.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what videos tell of their sound: length, audio tracks, texts, chapters. */
@Command(
        name = "info",
        description = "Shows the audio tracks of videos, as --track takes them, their length, texts and chapters.",
        mixinStandardHelpOptions = true)
public final class InfoCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "VIDEO", description = "Videos to look at.")
    private List<Path> videos = List.of();

    @Option(names = "--json", description = "Write a JSON object in a line for each video.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Converter converter = Wiring.converter(new Settings(System.getenv(), Map.of()), Optional.empty());
        int failed = 0;
        for (Path video : videos) {
            try (FileChannel file = FileChannel.open(video)) {
                show(video, converter.info(file));
            } catch (ConversionException e) {
                failed++;
                complain(video + ": " + e.failure().code() + ": " + e.failure().detail());
            } catch (IOException e) {
                failed++;
                complain(FileProblem.reading(video, e));
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private void complain(String sentence) {
        spec.commandLine().getErr().println(sentence);
    }

    private void show(Path video, SourceInfo info) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(Json.of(members(video, info))));
        } else {
            out.println(video
                    + info.length()
                            .map(length -> " (" + TimeText.of(length) + ")")
                            .orElse(""));
            info.tracks().forEach(track -> out.println("  track " + line(track, track.number() == info.chosen())));
            for (TagField field : TagField.values()) {
                Optional.ofNullable(info.labels().texts().get(field))
                        .ifPresent(text -> out.println("  " + name(field) + ": " + plain(text)));
            }
            info.labels().cover().ifPresent(cover -> out.println("  cover: " + cover.mediaType()));
            for (Chapter.Mark chapter : info.labels().chapters()) {
                out.println("  chapter " + TimeText.of(chapter.begin()) + " " + plain(chapter.title()));
            }
        }
        out.flush();
    }

    private static String line(TrackInfo track, boolean isUsual) {
        StringBuilder line = new StringBuilder(track.text()).append(": ").append(track.codec());
        track.channels().ifPresent(count -> line.append(count == 1 ? ", 1 channel" : ", " + count + " channels"));
        track.duration().ifPresent(duration -> line.append(", ").append(TimeText.of(duration)));
        return line.append(isUsual ? " (the usual one)" : "").toString();
    }

    /** A terminal would do what strangers write. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cc}", " ");
    }

    private static String name(TagField field) {
        return field.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Map<String, Object> members(Path video, SourceInfo info) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("video", video.toString());
        info.length().ifPresent(length -> members.put("seconds", ResultSummaryJson.seconds(length)));
        members.put("track", info.chosen());
        members.put("tracks", info.tracks().stream().map(SoundFactsJson::track).toList());
        Map<String, Object> texts = new LinkedHashMap<>();
        info.labels().texts().forEach((field, text) -> texts.put(field.name().toLowerCase(Locale.ROOT), text));
        members.put("tags", texts);
        members.put("cover", info.labels().cover().isPresent());
        members.put(
                "chapters",
                info.labels().chapters().stream().map(InfoCommand::chapter).toList());
        return members;
    }

    private static Map<String, Object> chapter(Chapter.Mark mark) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("start", ResultSummaryJson.seconds(mark.begin()));
        Optional<Duration> end = mark.end();
        end.ifPresent(e -> members.put("end", ResultSummaryJson.seconds(e)));
        members.put("title", mark.title());
        return members;
    }
}
