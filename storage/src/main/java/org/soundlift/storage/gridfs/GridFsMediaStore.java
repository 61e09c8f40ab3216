package org.soundlift.storage.gridfs;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.gridfs.model.GridFSFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.bson.Document;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.MediaWriter;
import org.soundlift.core.media.PartialMedia;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.UnreachableException;

/**
 * Media in MongoDB, as the GridFS specification lays them out: databases {@code videos} and {@code mp3s}, bucket {@code
 * fs}, files named {@code ID.video} and {@code ID.mp3}. Any program that knows GridFS can read them.
 */
public final class GridFsMediaStore implements MediaStore {
    private static final int TIMEOUT_SECONDS = 10;
    private static final long RESERVE_BYTES = 1L << 30;

    private final ConnectionString server;
    private final Map<MediaId.Kind, GridFsFiles> files = new EnumMap<>(MediaId.Kind.class);
    private Optional<MongoClient> client = Optional.empty();

    /**
     * A store that is not connected yet.
     *
     * @param uri {@code mongodb://…} or {@code mongodb+srv://…}; write concern and read preference in it are not used
     * @throws IllegalArgumentException if it is no such URI
     */
    public GridFsMediaStore(String uri) {
        this.server = new ConnectionString(uri);
    }

    @Override
    public String name() {
        return "storage gridfs";
    }

    @Override
    public void start() throws IOException {
        MongoClient connected = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(server)
                .applicationName("soundlift")
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readPreference(ReadPreference.primary()) // What was just written must be found.
                .readConcern(ReadConcern.MAJORITY)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(6 * TIMEOUT_SECONDS, TimeUnit.SECONDS))
                .build());
        client = Optional.of(connected);
        files.put(MediaId.Kind.VIDEOS, new GridFsFiles(connected.getDatabase("videos"), "fs", ".video"));
        files.put(MediaId.Kind.MP3S, new GridFsFiles(connected.getDatabase("mp3s"), "fs", ".mp3"));
        // In a database that is there already: an operator may have allowed no other.
        files.put(MediaId.Kind.LABELS, new GridFsFiles(connected.getDatabase("videos"), "labels", ".labels"));
        try {
            files.values().forEach(GridFsFiles::createIndexes);
        } catch (MongoException e) {
            connected.close();
            client = Optional.empty();
            String what = "MongoDB at " + server.getHosts() + " can't be used: " + e.getMessage();
            throw isAway(e) ? new UnreachableException(what, e) : new IOException(what, e);
        }
    }

    /** Returns true where no server of the kind that is needed answers, or it only just starts or ends. */
    private static boolean isAway(MongoException e) {
        return e instanceof MongoTimeoutException
                || e instanceof MongoSocketException
                || e instanceof MongoNotPrimaryException
                || e instanceof MongoNodeIsRecoveringException;
    }

    @Override
    public CheckResult check() {
        try {
            files(MediaId.Kind.VIDEOS).database().runCommand(new Document("ping", 1));
            return CheckResult.OK;
        } catch (MongoException | IllegalStateException e) {
            return new CheckResult.Failing("MongoDB at " + server.getHosts() + " does not answer");
        }
    }

    @Override
    public void close() {
        client.ifPresent(MongoClient::close);
    }

    @Override
    public MediaWriter create(MediaId id, OptionalLong expectedBytes) throws IOException {
        return GridFsCalls.io(() -> {
            requireRoom(files(id.kind()), expectedBytes.orElse(0));
            return new GridFsWriter(files(id.kind()), id.value());
        });
    }

    @Override
    public PartialMedia resume(MediaId id, long expectedBytes) throws IOException {
        return GridFsCalls.io(() -> {
            GridFsFiles of = files(id.kind());
            Optional<GridFsFiles.Arriving> arriving = of.arriving(id.value());
            requireRoom(
                    of,
                    expectedBytes - arriving.map(GridFsFiles.Arriving::bytes).orElse(0L));
            return new ArrivingGridFsFile(of, id.value(), arriving.orElseGet(() -> of.begin(id.value())));
        });
    }

    @Override
    public long arrived(MediaId id) throws IOException {
        return GridFsCalls.io(() -> files(id.kind())
                .arriving(id.value())
                .map(GridFsFiles.Arriving::bytes)
                .orElse(0L));
    }

    @Override
    public void discard(MediaId id) throws IOException {
        GridFsCalls.io(() -> {
            files(id.kind())
                    .arriving(id.value())
                    .ifPresent(arriving -> files(id.kind()).remove(arriving.fileId()));
            return true;
        });
    }

    /** Refuses a video without room on the server's disk, where the server tells; a sharded cluster may not. */
    private static void requireRoom(GridFsFiles files, long bytes) throws InsufficientStorageException {
        if (bytes > GridFsFiles.MAX_FILE_BYTES) {
            throw new InsufficientStorageException(bytes + " bytes are more than a GridFS file holds");
        }
        Document stats = files.database().runCommand(new Document("dbStats", 1));
        if (stats.get("fsTotalSize") instanceof Number total && stats.get("fsUsedSize") instanceof Number used) {
            long free = total.longValue() - used.longValue();
            if (free - RESERVE_BYTES < bytes) {
                throw new InsufficientStorageException(
                        free + " bytes free on the disk of MongoDB, " + RESERVE_BYTES + " of them reserved");
            }
        }
    }

    @Override
    public OptionalLong size(MediaId id) throws IOException {
        return GridFsCalls.io(() -> files(id.kind())
                .newest(id.value())
                .map(file -> OptionalLong.of(file.getLength()))
                .orElse(OptionalLong.empty()));
    }

    @Override
    public InputStream read(MediaId id, long offset, long length) throws IOException {
        return GridFsCalls.io(() -> {
            GridFSFile file =
                    files(id.kind()).newest(id.value()).orElseThrow(() -> new NoSuchFileException(id.value()));
            Objects.checkFromIndexSize(offset, length, file.getLength());
            return new GridFsRange(files(id.kind()).open(file), offset, length);
        });
    }

    @Override
    public void delete(MediaId id) throws IOException {
        GridFsCalls.io(() -> {
            files(id.kind()).removeAll(id.value());
            return true;
        });
    }

    @Override
    public List<MediaId> list(MediaId.Kind kind, Instant before) throws IOException {
        return GridFsCalls.io(() -> files(kind).list(before).stream()
                .filter(MediaId::isValid)
                .distinct()
                .map(id -> new MediaId(kind, id))
                .toList());
    }

    @Override
    public void removeUnfinished(Instant before, Predicate<MediaId> isAwaited) throws IOException {
        GridFsCalls.io(() -> {
            files.forEach((kind, of) ->
                    of.removeUnfinished(before, id -> MediaId.isValid(id) && isAwaited.test(new MediaId(kind, id))));
            return true;
        });
    }

    private GridFsFiles files(MediaId.Kind kind) {
        GridFsFiles found = files.get(kind);
        if (found == null) {
            throw new IllegalStateException("the store is not started");
        }
        return found;
    }
}
