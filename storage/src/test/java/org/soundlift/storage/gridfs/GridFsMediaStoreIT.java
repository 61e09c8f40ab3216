package org.soundlift.storage.gridfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.model.Filters;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.MediaStoreContract;
import org.soundlift.core.media.MediaWriter;
import org.soundlift.storage.support.PrivateMongo;

class GridFsMediaStoreIT extends MediaStoreContract {
    @Override
    protected MediaStore newStore() {
        try (MongoClient client = MongoClients.create(PrivateMongo.shared().uri())) {
            client.getDatabase("videos").drop();
            client.getDatabase("mp3s").drop();
        }
        return new GridFsMediaStore(PrivateMongo.shared().uri());
    }

    @Override
    protected MediaStore reopened(MediaStore before) throws Exception {
        MediaStore again = new GridFsMediaStore(PrivateMongo.shared().uri());
        again.start();
        return again;
    }

    @Override
    protected int leftovers() {
        try (MongoClient client = MongoClients.create(PrivateMongo.shared().uri())) {
            MongoDatabase database = client.getDatabase("videos");
            List<BsonValue> files = database.getCollection("fs.files")
                    .distinct("_id", BsonValue.class)
                    .into(new ArrayList<>());
            long chunks = database.getCollection("fs.chunks").countDocuments(Filters.nin("files_id", files));
            return (int) (chunks + database.getCollection("fs.unfinished").countDocuments());
        }
    }

    /** As mongofiles and any other driver would. */
    @Test
    void otherProgramsFindTheMp3ByItsName() throws Exception {
        MediaId mp3 = JobId.random().mp3();
        try (MediaStore store = newStore()) {
            store.start();
            try (MediaWriter writer = store.create(mp3, OptionalLong.empty())) {
                writer.write(new byte[] {1, 2, 3});
                writer.commit();
            }
            try (MongoClient client = MongoClients.create(PrivateMongo.shared().uri())) {
                ByteArrayOutputStream found = new ByteArrayOutputStream();
                GridFSBuckets.create(client.getDatabase("mp3s")).downloadToStream(mp3 + ".mp3", found);
                assertThat(found.toByteArray()).containsExactly(1, 2, 3);
            }
        }
    }
}
