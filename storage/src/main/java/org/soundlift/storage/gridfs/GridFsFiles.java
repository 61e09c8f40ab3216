package org.soundlift.storage.gridfs;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.gridfs.GridFSDownloadStream;
import com.mongodb.client.gridfs.GridFSUploadStream;
import com.mongodb.client.gridfs.model.GridFSFile;
import com.mongodb.client.gridfs.model.GridFSUploadOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.bson.types.ObjectId;

/**
 * One bucket of a database. Each upload is a file of its own; the newest of a name counts, which is also what other
 * programs take. So several can write the same name at a time, and none sees the other's chunks.
 *
 * <p>Chunks exist before the document that makes them a file, and after the one that was deleted. Which these are is
 * written down beforehand in collection {@code unfinished} of the bucket, so that nothing has to be searched for among all chunks.
 */
final class GridFsFiles {
    /** GridFS's own default of 255 KiB costs four times the round trips. */
    static final int CHUNK_BYTES = 1 << 20;
    /** Chunks are numbered by 32-bit integers. */
    static final long MAX_FILE_BYTES = (long) Integer.MAX_VALUE * CHUNK_BYTES;
    /** Chunks of one answer. With eight, the Java heap of a converter grew to all that it may take (benchmarks/README.md). */
    private static final int BATCH_CHUNKS = 2;

    private static final Binary NOTHING = new Binary(new byte[0]);

    private final MongoDatabase database;
    private final String suffix;
    private final GridFSBucket bucket;
    private final MongoCollection<Document> files;
    private final MongoCollection<Document> chunks;
    private final MongoCollection<BsonDocument> unfinished;

    /** @param bucket {@code fs} is the usual one */
    GridFsFiles(MongoDatabase database, String bucket, String suffix) {
        this.database = database;
        this.suffix = suffix;
        this.bucket = GridFSBuckets.create(database, bucket);
        this.files = database.getCollection(bucket + ".files");
        this.chunks = database.getCollection(bucket + ".chunks");
        this.unfinished = database.getCollection(bucket + ".unfinished", BsonDocument.class);
    }

    MongoDatabase database() {
        return database;
    }

    /** Those that the GridFS specification asks for; a driver would make them at the first upload. */
    void createIndexes() {
        files.createIndex(Indexes.ascending("filename", "uploadDate"));
        chunks.createIndex(Indexes.ascending("files_id", "n"), new IndexOptions().unique(true));
    }

    private String filename(String id) {
        return id + suffix;
    }

    Optional<GridFSFile> newest(String id) {
        return Optional.ofNullable(bucket.find(eq("filename", filename(id)))
                .sort(descending("uploadDate", "_id"))
                .first());
    }

    GridFSDownloadStream open(GridFSFile file) {
        return bucket.openDownloadStream(file.getId()).batchSize(BATCH_CHUNKS);
    }

    GridFSUploadStream create(String id, ObjectId fileId) {
        note(new BsonObjectId(fileId), false);
        return bucket.openUploadStream(
                new BsonObjectId(fileId), filename(id), new GridFSUploadOptions().chunkSizeBytes(CHUNK_BYTES));
    }

    /** Notes that chunks of this file may exist without it; if it is condemned, it will not be written any more. */
    private void note(BsonValue fileId, boolean condemned) {
        unfinished.replaceOne(
                eq("_id", fileId),
                new BsonDocument("touched_at", new BsonDateTime(Instant.now().toEpochMilli()))
                        .append("condemned", BsonBoolean.valueOf(condemned)),
                new ReplaceOptions().upsert(true));
    }

    /**
     * Notes that chunks are still being written.
     *
     * @throws IOException if they were taken for abandoned and removed
     */
    void touch(BsonValue fileId) throws IOException {
        if (unfinished
                        .updateOne(and(eq("_id", fileId), ne("condemned", true)), set("touched_at", Instant.now()))
                        .getMatchedCount()
                == 0) {
            throw new IOException("an upload to GridFS paused for so long that it was taken for abandoned");
        }
    }

    /**
     * A file that grows piece by piece.
     *
     * @param chunks its whole chunks
     * @param begun the beginning of the next one
     */
    record Arriving(BsonValue fileId, int chunks, Binary begun) {
        long bytes() {
            return (long) chunks * CHUNK_BYTES + begun.length();
        }
    }

    /** Returns what has arrived of a file, if any of it has. */
    Optional<Arriving> arriving(String id) {
        return Optional.ofNullable(unfinished
                        .find(and(eq("filename", filename(id)), ne("condemned", true)))
                        .first())
                .map(this::arriving);
    }

    /** Chunks are numbered without gaps. A last one that is not full is there if its writer died while it committed. */
    private Arriving arriving(BsonDocument note) {
        BsonValue fileId = Objects.requireNonNull(note.get("_id"));
        Document last =
                chunks.find(eq("files_id", fileId)).sort(descending("n")).first();
        Binary data = last == null ? NOTHING : last.get("data", Binary.class);
        int number = last == null ? -1 : last.getInteger("n");
        if (last != null && data.length() < CHUNK_BYTES) {
            return new Arriving(fileId, number, data);
        }
        boolean hasBegun = note.getInt32("begun_chunk", new BsonInt32(-1)).getValue() == number + 1;
        return new Arriving(
                fileId,
                number + 1,
                hasBegun ? new Binary(note.getBinary("begun").getData()) : NOTHING);
    }

    /** Begins a file that grows piece by piece. */
    Arriving begin(String id) {
        BsonObjectId fileId = new BsonObjectId(new ObjectId());
        note(fileId, false);
        unfinished.updateOne(eq("_id", fileId), set("filename", filename(id)));
        return new Arriving(fileId, 0, NOTHING);
    }

    void putChunk(BsonValue fileId, int number, byte[] bytes) {
        chunks.replaceOne(
                and(eq("files_id", fileId), eq("n", number)),
                new Document("files_id", fileId).append("n", number).append("data", new Binary(bytes)),
                new ReplaceOptions().upsert(true));
    }

    /** Keeps the beginning of a chunk. */
    void noteBegun(BsonValue fileId, int number, byte[] bytes) throws IOException {
        touch(fileId);
        unfinished.updateOne(
                eq("_id", fileId), combine(set("begun_chunk", number), set("begun", new BsonBinary(bytes))));
    }

    /** All chunks are there. */
    void putFile(String id, BsonValue fileId, long length) {
        files.replaceOne(
                eq("_id", fileId),
                new Document("_id", fileId)
                        .append("filename", filename(id))
                        .append("length", length)
                        .append("chunkSize", CHUNK_BYTES)
                        .append("uploadDate", Instant.now()),
                new ReplaceOptions().upsert(true));
    }

    /** The file is whole: it replaces those of its name that were whole before. */
    void finished(String id, BsonValue fileId) {
        unfinished.deleteOne(eq("_id", fileId));
        List<GridFSFile> newestFirst = bucket.find(eq("filename", filename(id)))
                .sort(descending("uploadDate", "_id"))
                .into(new ArrayList<>());
        newestFirst.stream().skip(1).forEach(file -> remove(file.getId()));
    }

    void removeAll(String id) {
        for (GridFSFile file : bucket.find(eq("filename", filename(id)))) {
            remove(file.getId());
        }
    }

    /** Removes a file, whole or not; the document first, so that no reader gets a file with half its chunks. */
    void remove(BsonValue fileId) {
        note(fileId, true);
        files.deleteOne(eq("_id", fileId));
        chunks.deleteMany(eq("files_id", fileId));
        unfinished.deleteOne(eq("_id", fileId));
    }

    /** Ids of the files that became whole before that time. */
    List<String> list(Instant before) {
        List<String> ids = new ArrayList<>();
        for (GridFSFile file : bucket.find(lt("uploadDate", latest(before)))) {
            if (file.getFilename().endsWith(suffix)) {
                ids.add(file.getFilename().substring(0, file.getFilename().length() - suffix.length()));
            }
        }
        return ids;
    }

    void removeUnfinished(Instant before, Predicate<String> isAwaited) {
        for (BsonDocument entry : unfinished.find(abandonedBefore(before))) {
            BsonValue fileId = Objects.requireNonNull(entry.get("_id"));
            String name = entry.getString("filename", new BsonString("")).getValue();
            if (name.endsWith(suffix) && isAwaited.test(name.substring(0, name.length() - suffix.length()))) {
                continue;
            }
            if (files.find(eq("_id", fileId)).first() != null) {
                unfinished.deleteOne(and(eq("_id", fileId), abandonedBefore(before)));
            } else if (unfinished
                            .updateOne(and(eq("_id", fileId), abandonedBefore(before)), set("condemned", true))
                            .getMatchedCount()
                    == 1) {
                remove(fileId); // From now on its writer, if it lives, can't commit.
            }
        }
    }

    private static Bson abandonedBefore(Instant before) {
        return lt("touched_at", latest(before));
    }

    /** MongoDB's dates end where 64 bits of milliseconds do. */
    private static Instant latest(Instant time) {
        Instant last = Instant.ofEpochMilli(Long.MAX_VALUE);
        return time.isAfter(last) ? last : time;
    }
}
