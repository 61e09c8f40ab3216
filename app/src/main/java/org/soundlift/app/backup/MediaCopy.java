package org.soundlift.app.backup;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.soundlift.app.backup.MediaList.Entry;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.MediaWriter;

/**
 * Media on their way between a store and a folder. What is there already, whole, is not copied again: media never change.
 *
 * @param folder of the media, with one folder for each kind
 */
record MediaCopy(MediaStore store, Path folder, Progress progress) {
    /** Stores answer slowly, and several at a time. */
    private static final int AT_A_TIME = 4;
    /** Stores have clocks of their own. */
    private static final Duration CLOCKS = Duration.ofDays(1);
    /** Those that wait for it, at most. */
    private static final int BATCH = 1_000;

    /** Copies one of them. */
    private interface Copying<T> {
        Optional<Entry> copy(T media) throws IOException;
    }

    /**
     * Copies all media of the store into the folder.
     *
     * @param known the list of an earlier copy in this folder
     * @return the list of what the store holds
     */
    List<Entry> out(Map<MediaId, Entry> known) throws IOException, InterruptedException {
        List<MediaId> all = new ArrayList<>();
        for (MediaId.Kind kind : MediaId.Kind.values()) {
            all.addAll(store.list(kind, Instant.now().plus(CLOCKS)));
        }
        progress.begin(all.size());
        return each(all, id -> out(id, Optional.ofNullable(known.get(id))));
    }

    /** Removes all files of the folder but those of these media. */
    void removeAllBut(Set<MediaId> wanted) throws IOException {
        for (MediaId.Kind kind : MediaId.Kind.values()) {
            Path files = folder.resolve(MediaList.kind(kind));
            Files.createDirectories(files);
            try (DirectoryStream<Path> all = Files.newDirectoryStream(files)) {
                for (Path file : all) {
                    String name = file.getFileName().toString();
                    if (!MediaId.isValid(name) || !wanted.contains(new MediaId(kind, name))) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    /** Returns true if the folder still has the media of an earlier copy. */
    boolean has(Entry entry) {
        try {
            return Files.size(file(entry.id())) == entry.bytes();
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns nothing if the media were deleted meanwhile. */
    private Optional<Entry> out(MediaId id, Optional<Entry> known) throws IOException {
        OptionalLong bytes = store.size(id);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        Path file = file(id);
        if (Files.exists(file) && Files.size(file) == bytes.getAsLong()) {
            String sha256 = known.isPresent() ? known.get().sha256() : Checksum.of(file);
            return Optional.of(new Entry(id, bytes.getAsLong(), sha256));
        }
        try (InputStream in = store.read(id, 0, bytes.getAsLong())) {
            return Optional.of(new Entry(id, bytes.getAsLong(), write(in, file)));
        } catch (IOException e) {
            if (store.size(id).isEmpty()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String write(InputStream in, Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        String sha256;
        try (FileOutputStream out = new FileOutputStream(part.toFile())) {
            sha256 = Checksum.copy(in, out);
            out.getFD().sync();
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        return sha256;
    }

    /**
     * Copies media from the folder into the store.
     *
     * @throws IOException if a file is damaged; the store then lacks it
     */
    void in(List<Entry> entries) throws IOException, InterruptedException {
        progress.begin(entries.size());
        each(entries, this::in);
    }

    private Optional<Entry> in(Entry entry) throws IOException {
        if (store.size(entry.id()).equals(OptionalLong.of(entry.bytes()))) {
            return Optional.of(entry);
        }
        Path file = file(entry.id());
        try (InputStream in = Files.newInputStream(file);
                MediaWriter out = store.create(entry.id(), OptionalLong.of(entry.bytes()))) {
            if (!Checksum.copy(in, out).equals(entry.sha256())) {
                throw new IOException(file + " is damaged: it has another SHA-256 than " + Backup.MEDIA_LIST + " says");
            }
            out.commit();
        }
        return Optional.of(entry);
    }

    private Path file(MediaId id) {
        return folder.resolve(MediaList.kind(id.kind())).resolve(id.value());
    }

    private <T> List<Entry> each(List<T> all, Copying<T> copying) throws IOException, InterruptedException {
        List<Entry> copied = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            try {
                for (int from = 0; from < all.size(); from += BATCH) {
                    List<T> batch = all.subList(from, Math.min(from + BATCH, all.size()));
                    List<Future<Optional<Entry>>> running = batch.stream()
                            .map(media -> threads.submit(() -> copying.copy(media)))
                            .toList();
                    for (Future<Optional<Entry>> each : running) {
                        Optional<Entry> entry = result(each);
                        progress.copied(entry.map(Entry::bytes).orElse(0L));
                        entry.ifPresent(copied::add);
                    }
                }
            } finally {
                threads.shutdownNow(); // After a failure, the others need not be copied.
            }
        }
        return copied;
    }

    private static Optional<Entry> result(Future<Optional<Entry>> copying) throws IOException, InterruptedException {
        try {
            return copying.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        }
    }
}
