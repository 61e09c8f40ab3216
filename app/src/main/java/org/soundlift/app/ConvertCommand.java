package org.soundlift.app;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.soundlift.converter.ConversionException;
import org.soundlift.converter.ConvertedAudio;
import org.soundlift.converter.Converter;
import org.soundlift.converter.FileTitle;
import org.soundlift.converter.Mp3File;
import org.soundlift.core.job.Failure;
import org.soundlift.core.media.AudioOptions;
import org.soundlift.core.media.AudioOptions.Channels;
import org.soundlift.core.media.AudioOptions.ConstantRate;
import org.soundlift.core.media.AudioOptions.VariableRate;
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
final class ConvertCommand implements Callable<Integer> {
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
            names = {"-f", "--force"},
            description = "Overwrite MP3s that exist.")
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
        Converter converter = Wiring.converter(new Settings(System.getenv(), Map.of()));
        int failed = convert(converter, intoFolder, options);
        if (failed > 0 && videos.size() > 1) {
            err().println(failed + " of " + videos.size() + " videos were not converted.");
        }
        return failed == 0 ? 0 : 1;
    }

    /** How many failed. */
    private int convert(Converter converter, boolean intoFolder, AudioOptions options)
            throws InterruptedException, ExecutionException {
        ProgressBar bar = ProgressBar.on(err(), videos.size());
        Set<Path> targets = new HashSet<>();
        List<Future<Boolean>> results = new ArrayList<>();
        int slots = Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(
                slots, Thread.ofPlatform().name("convert-", 0).factory())) {
            for (Path video : videos) {
                Path target = target(video, intoFolder);
                boolean isFirst = targets.add(target.toAbsolutePath().normalize());
                results.add(pool.submit(() -> convert(converter, video, target, isFirst, options, bar)));
            }
        }
        int failed = 0;
        for (Future<Boolean> result : results) {
            failed += result.get() ? 0 : 1;
        }
        return failed;
    }

    private Path requireOutput() {
        return Optional.ofNullable(output).orElseThrow();
    }

    private AudioOptions options() {
        Optional<Channels> channels = mono ? Optional.of(Channels.MONO) : Optional.empty();
        try {
            if (quality != null && bitrate != null) {
                throw new ParameterException(spec.commandLine(), "Choose --quality or --bitrate, not both.");
            }
            if (bitrate != null) {
                return new AudioOptions(new ConstantRate(bitrate), channels);
            }
            return quality != null
                    ? new AudioOptions(new VariableRate(quality), channels)
                    : new AudioOptions(AudioOptions.DEFAULT.rate(), channels);
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
        String name = FileTitle.of(video.toString()) + ".mp3";
        return intoFolder ? requireOutput().resolve(name) : video.resolveSibling(name);
    }

    /** @param isFirst whether no other of these videos goes to the same target */
    private boolean convert(
            Converter converter, Path video, Path target, boolean isFirst, AudioOptions options, ProgressBar bar) {
        try {
            if (!isFirst) {
                throw new IOException("another of these videos goes to " + target + " as well; rename one");
            }
            if (!force && Files.exists(target)) {
                throw new IOException(target + " exists already; overwrite it with --force");
            }
            write(converter, video, target, options, fraction -> bar.update(video, fraction));
            bar.done(video, target.toString());
            return true;
        } catch (ConversionException e) {
            Failure failure = e.failure();
            bar.failed(
                    video,
                    failure.code() + ": " + failure.detail()
                            + failure.code().suggestion().map(s -> " " + s).orElse(""));
            return false;
        } catch (IOException e) {
            bar.failed(video, reason(e));
            return false;
        } catch (RuntimeException e) {
            bar.failed(video, "this should not have happened: " + e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "there is no file " + e.getMessage()
                : String.valueOf(e.getMessage());
    }

    /** Writes beside the target and renames, so that nobody ever sees half an MP3. */
    private static void write(
            Converter converter, Path video, Path target, AudioOptions options, DoubleConsumer progress)
            throws IOException, ConversionException, InterruptedException {
        Path folder = target.toAbsolutePath().getParent();
        Path work = Files.createTempDirectory(folder, ".soundlift-");
        Path stream = work.resolve("stream");
        Path whole = work.resolve("whole");
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        Thread onInterrupt = Thread.ofPlatform().unstarted(() -> {
            interrupted.complete(null);
            delete(stream, whole, work);
        });
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            ConvertedAudio audio;
            try (FileChannel source = FileChannel.open(video)) {
                audio = converter.convert(
                        source, stream, options, (fraction, length) -> progress.accept(fraction), interrupted);
            }
            try (OutputStream out = Files.newOutputStream(whole)) {
                new Mp3File(stream, audio, FileTitle.of(video.toString())).writeTo(out);
            }
            Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            if (!interrupted.isDone()) {
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
                delete(stream, whole, work);
            }
        }
    }

    private static void delete(Path... paths) {
        for (Path path : paths) {
            var _ = path.toFile().delete();
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
