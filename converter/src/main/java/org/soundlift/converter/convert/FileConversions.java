package org.soundlift.converter.convert;

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
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.Failure;
import org.soundlift.core.media.AudioOptions;
import org.soundlift.core.media.SourceName;
import org.soundlift.core.media.Warning;

/** Converts files on this machine, as many at a time as it has cores. */
public final class FileConversions {
    private final Converter converter;
    private final AudioOptions options;
    private final boolean force;
    private final Targets targets;
    private final Listener listener;
    private final int slots = Runtime.getRuntime().availableProcessors();
    private final Deque<Item> waiting = new ArrayDeque<>();

    private record Item(Path video, Path target, Optional<String> refusal) {}

    /** Hears of the files. Any thread may call it. */
    public interface Listener {
        /** @param fraction 0 to 1 */
        void update(Path video, double fraction);

        /** @param warnings of what the user should know */
        void done(Path video, Path mp3, List<Warning> warnings);

        /** @param reason one or two sentences for the user */
        void failed(Path video, String reason);
    }

    /**
     * No files yet.
     *
     * @param videos all files that will be added: none of them is ever overwritten
     * @param force true if MP3s that exist are overwritten
     */
    public FileConversions(
            Converter converter, AudioOptions options, List<Path> videos, boolean force, Listener listener) {
        this.converter = converter;
        this.options = options;
        this.targets = new Targets(videos);
        this.force = force;
        this.listener = listener;
    }

    public synchronized void add(Path video, Path target) {
        waiting.add(new Item(video, target, targets.refusal(target)));
    }

    /** Converts all files. Returns how many failed. */
    public int run() throws InterruptedException, ExecutionException {
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
            Item item = next.get();
            if (item.refusal.isPresent()) {
                listener.failed(item.video, item.refusal.get());
                failed++;
                continue;
            }
            try (ScratchFolder folder = ScratchFolder.beside(item.target)) {
                failed += convert(item, folder) ? 0 : 1;
            } catch (IOException e) {
                listener.failed(item.video, reason(e));
                failed++;
            } catch (CancellationException e) {
                return failed; // The interruption has been noticed elsewhere.
            }
        }
        return failed;
    }

    private synchronized Optional<Item> next() {
        return Optional.ofNullable(waiting.poll());
    }

    private boolean convert(Item item, ScratchFolder folder) throws InterruptedException {
        try {
            if (!force && Files.exists(item.target)) {
                throw new IOException(item.target + " exists already; overwrite it with --force");
            }
            listener.done(item.video, item.target, write(item, folder));
            return true;
        } catch (ConversionException e) {
            Failure failure = e.failure();
            listener.failed(
                    item.video,
                    failure.code() + ": " + failure.detail()
                            + failure.code().suggestion().map(s -> " " + s).orElse(""));
        } catch (IOException e) {
            listener.failed(item.video, reason(e));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            listener.failed(item.video, "this should not have happened: " + e);
        }
        return false;
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no file " + e.getMessage() : String.valueOf(e.getMessage());
    }

    /** Renames what is finished, so that half an MP3 is never seen. */
    private List<Warning> write(Item item, ScratchFolder folder)
            throws IOException, ConversionException, InterruptedException {
        Path stream = folder.path().resolve("stream");
        Path whole = folder.path().resolve("whole");
        ConvertedAudio audio;
        try (FileChannel video = FileChannel.open(item.video)) {
            audio = converter.convert(
                    video,
                    stream,
                    options,
                    (fraction, _) -> listener.update(item.video, fraction),
                    folder.interrupted());
        }
        try (OutputStream out = Files.newOutputStream(whole)) {
            new Mp3File(stream, audio, SourceName.stem(String.valueOf(item.video.getFileName()))).copyTo(out);
        }
        Files.move(whole, item.target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return audio.warnings();
    }
}
