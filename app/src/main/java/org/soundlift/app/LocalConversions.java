package org.soundlift.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.soundlift.converter.ConversionException;
import org.soundlift.converter.ConvertedAudio;
import org.soundlift.converter.Converter;
import org.soundlift.converter.FileTitle;
import org.soundlift.converter.Mp3File;
import org.soundlift.converter.ShortSounds;
import org.soundlift.core.job.Failure;
import org.soundlift.core.media.AudioOptions;

/** Converts files on this machine, as many at a time as it has cores. Short ones are decoded some together. */
final class LocalConversions {
    private final Converter converter;
    private final AudioOptions options;
    private final boolean force;
    private final ProgressBar bar;
    private final int slots = Runtime.getRuntime().availableProcessors();
    private final Deque<Item> waiting = new ArrayDeque<>();

    private record Item(Path video, Path target) {
        boolean isBeside(Item other) {
            return Objects.equals(target.getParent(), other.target.getParent());
        }
    }

    /** @param force whether MP3s that exist are overwritten */
    LocalConversions(Converter converter, AudioOptions options, boolean force, ProgressBar bar) {
        this.converter = converter;
        this.options = options;
        this.force = force;
        this.bar = bar;
    }

    synchronized void add(Path video, Path target) {
        waiting.add(new Item(video, target));
    }

    /** Converts them all, and tells the bar of each how it ended. Returns how many failed. */
    int run() throws InterruptedException, ExecutionException {
        List<Future<Integer>> workers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(
                slots, Thread.ofPlatform().name("convert-", 0).factory())) {
            for (int i = 0; i < slots; i++) {
                workers.add(pool.submit(this::work));
            }
        }
        int failed = 0;
        for (Future<Integer> worker : workers) {
            failed += worker.get();
        }
        return failed;
    }

    private int work() throws InterruptedException {
        int failed = 0;
        for (Optional<Item> next = next(); next.isPresent(); next = next()) {
            Item first = next.get();
            try (ScratchFolder folder = ScratchFolder.beside(first.target)) {
                failed += convertTogether(first, folder);
            } catch (IOException e) {
                bar.failed(first.video, reason(e));
                failed++;
            } catch (CancellationException e) {
                return failed; // Whoever interrupted it knows.
            }
        }
        return failed;
    }

    private synchronized Optional<Item> next() {
        return Optional.ofNullable(waiting.poll());
    }

    /** Converts a video and those that are decoded with it. Returns how many failed. */
    private int convertTogether(Item first, ScratchFolder folder) throws InterruptedException {
        Optional<ShortSounds> together = converter.shortSounds(options.channels(), folder.path());
        List<Item> items = new ArrayList<>(List.of(first));
        if (together.isPresent()) {
            items.addAll(others(first, together.get()));
            together.get().decode(folder.interrupted());
        }
        int failed = 0;
        for (Item item : items) {
            failed += convert(item, together.flatMap(t -> t.samples(item.video)), folder) ? 0 : 1;
        }
        return failed;
    }

    private boolean mayWrite(Item item) {
        return force || !Files.exists(item.target);
    }

    /** Those behind a short sound that are short as well; fewer towards the end, so that all cores end together. */
    private synchronized List<Item> others(Item first, ShortSounds together) {
        List<Item> others = new ArrayList<>();
        int most = waiting.size() / slots;
        boolean isShort = most > 0 && mayWrite(first) && together.add(first.video);
        for (Item next = waiting.peek(); isShort && next != null && others.size() < most; next = waiting.peek()) {
            isShort = next.isBeside(first) && mayWrite(next) && together.add(next.video);
            if (isShort) {
                others.add(waiting.remove());
            }
        }
        return others;
    }

    private boolean convert(Item item, Optional<Path> samples, ScratchFolder folder) throws InterruptedException {
        try {
            if (!mayWrite(item)) {
                throw new IOException(item.target + " exists already; overwrite it with --force");
            }
            write(item, samples, folder);
            bar.done(item.video, item.target.toString());
            return true;
        } catch (ConversionException e) {
            Failure failure = e.failure();
            bar.failed(
                    item.video,
                    failure.code() + ": " + failure.detail()
                            + failure.code().suggestion().map(s -> " " + s).orElse(""));
        } catch (IOException e) {
            bar.failed(item.video, reason(e));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            bar.failed(item.video, "this should not have happened: " + e);
        }
        return false;
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no file " + e.getMessage() : String.valueOf(e.getMessage());
    }

    /** Renames what is finished, so that nobody ever sees half an MP3. */
    private void write(Item item, Optional<Path> samples, ScratchFolder folder)
            throws IOException, ConversionException, InterruptedException {
        Path stream = folder.path().resolve("stream");
        Path whole = folder.path().resolve("whole");
        ConvertedAudio audio;
        try (FileChannel video = FileChannel.open(item.video)) {
            audio = converter.convert(
                    video,
                    samples,
                    stream,
                    options,
                    (fraction, _) -> bar.update(item.video, fraction),
                    folder.interrupted());
        }
        try (OutputStream out = Files.newOutputStream(whole)) {
            new Mp3File(stream, audio, FileTitle.of(item.video.toString())).writeTo(out);
        }
        Files.move(whole, item.target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
