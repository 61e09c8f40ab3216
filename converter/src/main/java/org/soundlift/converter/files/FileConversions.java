package org.soundlift.converter.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
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
import org.soundlift.core.media.AudioFileType;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.track.TrackChoice;
import org.soundlift.core.track.TrackInfo;

/** Makes the results of files, several at a time. */
public final class FileConversions {
    private final Maker maker;
    private final AudioOptions options;
    private final Existing existing;
    private final Targets targets;
    private final Listener listener;
    private final int slots;
    private final Deque<Item> waiting = new ArrayDeque<>();

    private record Item(Path video, Target target, AudioOptions options) {
        Maker.Order order(FileChannel content) {
            return new Maker.Order(video, content, options);
        }
    }

    /** The treatment of videos whose result exists already. */
    public enum Existing {
        /** They fail. */
        KEEP,
        /** They are left out. */
        SKIP,
        /** Their result is overwritten. */
        OVERWRITE
    }

    /** Hears of the files. Any thread may call it. */
    public interface Listener {
        void started(Path video);

        /**
         * More is done than before.
         *
         * @param fraction 0 to 1
         * @param length of the sound, where that is known
         */
        void update(Path video, double fraction, Optional<Duration> length);

        void done(Path video, Path result, ResultSummary summary);

        /** There was a result already. */
        void skipped(Path video, Path result);

        /**
         * There is no result.
         *
         * @param failure empty if the reason is not in the video
         * @param reason one or two sentences for the user
         */
        void failed(Path video, Optional<Failure> failure, String reason);
    }

    /**
     * No files yet.
     *
     * @param slots videos at a time
     * @param videos all files that will be added: none of them is ever overwritten
     */
    public FileConversions(
            Maker maker, int slots, AudioOptions options, List<Path> videos, Existing existing, Listener listener) {
        this.maker = maker;
        this.slots = slots;
        this.options = options;
        this.targets = new Targets(videos);
        this.existing = existing;
        this.listener = listener;
    }

    /** Adds a video. Two videos with one target get two: the second one a number in its name. */
    public synchronized void add(Path video, Target target) {
        waiting.add(new Item(video, targets.reserve(target, options.format()), options));
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
            try {
                for (Item item : tracksOf(next.get())) {
                    failed += convert(item) ? 0 : 1;
                }
            } catch (CancellationException e) {
                return failed; // The interruption has been noticed elsewhere.
            }
        }
        return failed;
    }

    private synchronized Optional<Item> next() {
        return Optional.ofNullable(waiting.poll());
    }

    /** Returns an item for each track, where all are wanted. */
    private List<Item> tracksOf(Item item) throws InterruptedException {
        if (!options.track().isAll()) {
            return List.of(item);
        }
        List<Item> items = new ArrayList<>();
        try (FileChannel video = FileChannel.open(item.video)) {
            for (TrackInfo track : maker.tracks(item.order(video))) {
                AudioOptions ofTrack = options.withTrack(TrackChoice.of(track.number()));
                items.add(new Item(
                        item.video, items.isEmpty() ? item.target : item.target.numbered(track.number()), ofTrack));
            }
        } catch (ConversionException | IOException e) {
            items.clear(); // The conversion of the usual track says what is wrong.
            items.add(new Item(item.video, item.target, options.withTrack(TrackChoice.DEFAULT)));
        }
        return items;
    }

    /** Returns false if it failed. */
    private boolean convert(Item item) throws InterruptedException {
        try (FileChannel video = FileChannel.open(item.video)) {
            AudioFileType type = maker.type(item.order(video));
            Path place = item.target.of(type);
            Optional<Boolean> end = endBefore(item, place, type);
            return end.isPresent() ? end.get() : convert(item, video, type, place);
        } catch (ConversionException e) {
            return failed(item, e);
        } catch (IOException e) {
            return failed(item, FileProblem.reading(item.video, e));
        }
    }

    /** Ends what must not or need not be converted: false if it failed. */
    private Optional<Boolean> endBefore(Item item, Path place, AudioFileType type) {
        Optional<String> refusal = targets.refusal(place, type);
        if (refusal.isPresent()) {
            return Optional.of(failed(item, refusal.get()));
        }
        if (existing == Existing.OVERWRITE || !Files.exists(place)) {
            return Optional.empty();
        }
        if (existing == Existing.SKIP) {
            listener.skipped(item.video, place);
            return Optional.of(true);
        }
        return Optional.of(
                failed(item, place + " exists already; overwrite it with --force, or leave it with --skip-existing"));
    }

    private boolean convert(Item item, FileChannel video, AudioFileType type, Path place) throws InterruptedException {
        listener.started(item.video);
        try (ScratchFolder folder = ScratchFolder.beside(place)) {
            ResultSummary result = maker.make(
                    item.order(video),
                    whole(folder),
                    folder,
                    (fraction, length) -> listener.update(item.video, fraction, length));
            boolean isAsExpected = result.facts().type() == type;
            Path last = isAsExpected
                    ? place
                    : targets.take(item.target.of(result.facts().type()));
            Optional<Boolean> end = isAsExpected
                    ? Optional.empty()
                    : endBefore(item, last, result.facts().type());
            if (end.isPresent()) {
                return end.get();
            }
            Files.move(whole(folder), last, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            listener.done(item.video, last, result);
            return true;
        } catch (ConversionException e) {
            return failed(item, e);
        } catch (IOException e) {
            return failed(item, reason(ScratchFolder.folderOf(place), e));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            return failed(item, "this should not have happened: " + e);
        }
    }

    private boolean failed(Item item, ConversionException e) {
        Failure failure = e.failure();
        listener.failed(
                item.video,
                Optional.of(failure),
                failure.code() + ": " + failure.detail()
                        + failure.code().suggestion().map(s -> " " + s).orElse(""));
        return false;
    }

    /** The files that can't be written are beside the target; their names say nothing to the user. */
    private static String reason(Path folder, IOException e) {
        if (InsufficientStorageException.reason(e, folder.toFile()) instanceof InsufficientStorageException) {
            return "cannot write to " + folder + ": no space is left there";
        }
        return e instanceof FileSystemException ? FileProblem.writing(folder, e) : String.valueOf(e.getMessage());
    }

    private boolean failed(Item item, String reason) {
        listener.failed(item.video, Optional.empty(), reason);
        return false;
    }

    /** The file of a finished result, which is renamed, so that half a one is never seen. */
    private static Path whole(ScratchFolder folder) {
        return folder.path().resolve("whole");
    }
}
