package org.soundlift.app.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.soundlift.app.settings.SettingForms;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.wiring.Wiring;
import org.soundlift.converter.convert.Converter;
import org.soundlift.converter.convert.FileConversions;
import org.soundlift.core.media.AudioOptions;
import org.soundlift.core.media.AudioOptions.Channels;
import org.soundlift.core.media.AudioOptions.ConstantRate;
import org.soundlift.core.media.AudioOptions.VariableRate;
import org.soundlift.core.media.SourceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Converts files on this machine without a server. */
@Command(
        name = "convert",
        description =
                "Converts video files on this machine, as many at a time as it has cores. Ends with status 0 only if"
                        + " all came out.",
        mixinStandardHelpOptions = true)
public final class ConvertCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "VIDEO", description = "Videos to convert.")
    private List<Path> videos = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE|DIR",
            description = "Where to write: a file for one video, a folder for several. Default: beside the video.")
    private @Nullable Path output;

    @Option(
            names = {"-q", "--quality"},
            paramLabel = "0-9",
            description = "Variable bit rate: 0 (best) to 9 (smallest). Default: 2, about 190 kbit/s.")
    private @Nullable Integer quality;

    @Option(
            names = {"-b", "--bitrate"},
            paramLabel = "KBIT/S",
            description = "Constant bit rate, such as 128, 192 or 320.")
    private @Nullable Integer bitrate;

    @Option(names = "--mono", description = "One channel.")
    private boolean mono;

    @Option(
            names = "--max-duration",
            paramLabel = "TIME",
            description = "Longest audio that is converted, such as 90m or 12h. Default: any.")
    private @Nullable String maxDuration;

    @Option(
            names = "--allow-incomplete",
            description = "Convert what is there of a video that was cut off, however much is missing.")
    private boolean allowIncomplete;

    @Option(
            names = {"-f", "--force"},
            description = "Overwrite MP3s that exist; never a video that is converted.")
    private boolean force;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        AudioOptions options = options();
        boolean intoFolder = output != null && (videos.size() > 1 || Files.isDirectory(output));
        if (intoFolder) {
            Files.createDirectories(requireOutput());
        }
        Converter converter = Wiring.converter(new Settings(System.getenv(), Map.of()), maxDuration());
        ProgressBar bar = ProgressBar.on(err(), videos.size());
        FileConversions conversions = new FileConversions(converter, options, videos, force, bar);
        for (Path video : videos) {
            conversions.add(video, target(video, intoFolder));
        }
        int failed = conversions.run();
        if (failed > 0 && videos.size() > 1) {
            err().println(failed + " of " + videos.size() + " videos were not converted.");
        }
        return failed == 0 ? 0 : 1;
    }

    private Path requireOutput() {
        return Optional.ofNullable(output).orElseThrow();
    }

    private Optional<Duration> maxDuration() {
        try {
            return Optional.ofNullable(maxDuration).map(SettingForms::duration);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--max-duration is a time such as 90m or 12h.");
        }
    }

    private AudioOptions options() {
        Optional<Channels> channels = mono ? Optional.of(Channels.MONO) : Optional.empty();
        try {
            if (quality != null && bitrate != null) {
                throw new ParameterException(spec.commandLine(), "Choose --quality or --bitrate, not both.");
            }
            AudioOptions.Rate rate = AudioOptions.DEFAULT.rate();
            if (bitrate != null) {
                rate = new ConstantRate(bitrate);
            } else if (quality != null) {
                rate = new VariableRate(quality);
            }
            return new AudioOptions(rate, channels, allowIncomplete);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--quality goes from 0 to 9, --bitrate is one of " + new java.util.TreeSet<>(ConstantRate.ALLOWED)
                            + ".");
        }
    }

    private Path target(Path video, boolean intoFolder) {
        if (output != null && !intoFolder) {
            return output;
        }
        String name = SourceName.stem(String.valueOf(video.getFileName())) + ".mp3";
        return intoFolder ? requireOutput().resolve(name) : video.resolveSibling(name);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
