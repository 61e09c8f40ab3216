package org.soundlift.app.command.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.soundlift.app.settings.SettingForms;
import org.soundlift.converter.files.FileConversions;
import org.soundlift.converter.files.FileConversions.Existing;
import org.soundlift.converter.files.FileProblem;
import org.soundlift.converter.files.ScratchFolder;
import org.soundlift.converter.files.Target;
import org.soundlift.core.options.AudioOption;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.Preset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Converts files: on this machine, or by a server. */
@Command(
        name = "convert",
        description = "Converts video files on this machine, as many at a time as it has cores; or has a server convert"
                + " them. Ends with status 0 if all came out, and 1 if one did not.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class ConvertCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "VIDEO",
            description = "Videos to convert; folders with --recursive; - for standard input.")
    private List<Path> videos = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE|DIR",
            description = "Where to write: a file for one video, a folder for several, - for standard output."
                    + " Default: beside the video; standard output for standard input.")
    private @Nullable String output;

    @Option(
            names = {"-r", "--recursive"},
            description = "Convert all videos in folders, and in the folders below them.")
    private boolean recursive;

    @Option(
            names = "--name",
            paramLabel = "TEMPLATE",
            description = "Names of the results: {name} is the video's, as in \"{name}-audio\". Default: {name}.")
    private String template = Outputs.USUAL_TEMPLATE;

    @Option(
            names = {"-f", "--force"},
            description = "Overwrite results that exist; never a video that is converted.")
    private boolean force;

    @Option(names = "--skip-existing", description = "Leave out videos whose result exists.")
    private boolean skipExisting;

    @Option(
            names = "--max-duration",
            paramLabel = "TIME",
            description = "Longest audio that is converted, such as 90m or 12h. Default: any.")
    private @Nullable String maxDuration;

    @Option(names = "--json", description = "Write a JSON object in a line for each video to standard output.")
    private boolean json;

    @Option(names = "--quiet", description = "Write only what failed.")
    private boolean quiet;

    @Mixin
    private ServerFlags serverFlags = new ServerFlags();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Returns the command with all its options. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new ConvertCommand());
        SoundFlags.add(line.getCommandSpec());
        return line;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        ParseResult parsed = spec.commandLine().getParseResult();
        AudioOptions options = SoundFlags.options(parsed);
        if (videos.isEmpty()) {
            return explainPreset(parsed);
        }
        Optional<Pipe> pipe = videos.size() == 1
                ? Pipe.of(videos.getFirst(), Optional.ofNullable(output).map(Path::of))
                : Optional.empty();
        try {
            if (pipe.filter(Pipe::toStandardOutput).isPresent() && (json || Terminal.OUTPUT.isShown())) {
                throw new UnusableException("The result would be written among other text. Name a file with --output.");
            }
            if (pipe.isPresent()) {
                return pipe.get().run((video, result) -> convert(options, pipe.get(), video, result));
            }
            List<Inputs.Input> inputs = Inputs.of(videos, recursive);
            Outputs outputs = Outputs.of(Optional.ofNullable(output), template, inputs, recursive);
            return convert(options, inputs, outputs);
        } catch (UnusableException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    /** Shows the options that a preset stands for. */
    private int explainPreset(ParseResult parsed) {
        String name = parsed.matchedOptionValue(AudioOption.PRESET.flag(), "");
        Preset preset = Preset.of(name.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "Name the videos to convert."));
        List<String> flags = new ArrayList<>();
        preset.options().forEach((option, value) -> flags.add(option.flag() + " " + value));
        spec.commandLine().getOut().println(String.join(" ", flags));
        return 0;
    }

    private int convert(AudioOptions options, Pipe pipe, Path video, Path result)
            throws IOException, InterruptedException, ExecutionException {
        Lines lines = lines();
        FileConversions.Listener listener = new Renamed(listener(lines), pipe.video(), pipe.shownResult());
        FileConversions conversions = conversions(options, List.of(video), listener, lines);
        lines.expect(pipe.video());
        conversions.add(video, Target.named(result));
        return run(conversions, lines);
    }

    private int convert(AudioOptions options, List<Inputs.Input> inputs, Outputs outputs)
            throws IOException, InterruptedException, ExecutionException {
        Lines lines = lines();
        List<Path> all = inputs.stream().map(Inputs.Input::video).toList();
        FileConversions conversions = conversions(options, all, listener(lines), lines);
        for (Inputs.Input input : inputs) {
            Target target = outputs.of(input);
            if (outputs.isFolder()) {
                makeFolder(ScratchFolder.folderOf(target.path()));
            }
            lines.expect(input.video());
            conversions.add(input.video(), target);
        }
        return run(conversions, lines);
    }

    private Lines lines() {
        return new Lines(spec.commandLine().getErr(), Terminal.ERRORS.isShown(), quiet);
    }

    private FileConversions.Listener listener(Lines lines) {
        return json ? new JsonLines(System.out, lines) : lines;
    }

    private FileConversions conversions(
            AudioOptions options, List<Path> all, FileConversions.Listener listener, Lines lines)
            throws IOException, InterruptedException {
        try {
            Makers makers = new Makers(spec.commandLine().getParseResult(), maxDuration());
            Makers.Chosen chosen = makers.choose(options, serverFlags, lines);
            return new FileConversions(chosen.maker(), chosen.slots(), options, all, existing(), listener);
        } catch (UnusableException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private static int run(FileConversions conversions, Lines lines) throws InterruptedException, ExecutionException {
        Thread onInterrupt = Thread.ofPlatform().unstarted(lines::interrupted);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        int failed = conversions.run();
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException shutsDown) {
            return 1; // The hook has said what is left.
        }
        lines.sumUp(failed);
        return failed == 0 ? 0 : 1;
    }

    private void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), FileProblem.writing(folder, e));
        }
    }

    private Existing existing() {
        if (force && skipExisting) {
            throw new ParameterException(spec.commandLine(), "Choose --force or --skip-existing, not both.");
        }
        return force ? Existing.OVERWRITE : skipExisting ? Existing.SKIP : Existing.KEEP;
    }

    private Optional<Duration> maxDuration() {
        try {
            return Optional.ofNullable(maxDuration).map(SettingForms::duration);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--max-duration is a time such as 90m or 12h.");
        }
    }
}
