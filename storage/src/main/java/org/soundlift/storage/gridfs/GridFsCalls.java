package org.soundlift.storage.gridfs;

import com.mongodb.MongoException;
import java.io.IOException;
import org.soundlift.core.media.InsufficientStorageException;

/** Calls of the driver, with its exceptions told as the port does. */
final class GridFsCalls {
    /** MongoDB's own code for a disk without room. */
    private static final int OUT_OF_DISK_SPACE = 14_031;

    private GridFsCalls() {}

    /** A call that asks the server. */
    @FunctionalInterface
    interface Call<T> {
        T call() throws IOException;
    }

    static <T> T io(Call<T> call) throws IOException {
        try {
            return call.call();
        } catch (MongoException e) {
            throw e.getCode() == OUT_OF_DISK_SPACE
                    ? new InsufficientStorageException("MongoDB has no room left", e)
                    : new IOException("MongoDB: " + e.getMessage(), e);
        }
    }
}
