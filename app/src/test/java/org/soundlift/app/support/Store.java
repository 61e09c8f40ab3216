package org.soundlift.app.support;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.soundlift.core.support.PrivateServers;
import org.soundlift.storage.support.PrivateMongo;
import org.soundlift.storage.support.PrivateS3;

/**
 * A media store.
 *
 * @param flags choose it
 * @param things asks the store itself for the number of its files, objects or documents
 */
public record Store(String name, List<String> flags, Callable<Long> things) {
    /** Returns one of each kind, which nothing else uses. */
    public static Stream<Store> all(Path folder) throws IOException, InterruptedException {
        PrivateS3 s3 = PrivateS3.shared();
        String bucket = s3.newBucket();
        Path media = Files.createDirectories(folder.resolve("elsewhere"));
        Path secret = Files.writeString(folder.resolve("s3-secret"), PrivateS3.SECRET_KEY);
        PrivateMongo mongo = PrivateServers.startForThisJvm("mongo", PrivateMongo::start);
        Path uri = Files.writeString(folder.resolve("mongodb-uri"), mongo.uri());
        return Stream.of(
                new Store(
                        "s3",
                        List.of(
                                "--storage",
                                "s3",
                                "--s3-bucket",
                                bucket,
                                "--s3-endpoint",
                                s3.endpoint().toString(),
                                "--s3-path-style",
                                "true",
                                "--s3-access-key",
                                PrivateS3.ACCESS_KEY,
                                "--s3-secret-key-file",
                                secret.toString()),
                        () -> files(s3.folder(bucket))),
                new Store(
                        "gridfs",
                        List.of("--storage", "gridfs", "--mongodb-uri-file", uri.toString()),
                        () -> documents(mongo.uri())),
                new Store("filesystem", List.of("--media-folder", media.toString()), () -> files(media)));
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    private static long documents(String uri) {
        try (MongoClient client = MongoClients.create(uri)) {
            long count = 0;
            for (String database : List.of("videos", "mp3s")) {
                for (String collection : client.getDatabase(database).listCollectionNames()) {
                    count += client.getDatabase(database)
                            .getCollection(collection)
                            .countDocuments();
                }
            }
            return count;
        }
    }

    /** Returns these flags and more. */
    public String[] with(String... more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
