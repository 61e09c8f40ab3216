package org.soundlift.core.label;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.MediaWriter;

/** The cover and chapters that were given with a job, in a store. */
public final class StoredLabels {
    private StoredLabels() {}

    /** Keeps them; does nothing where none were given. */
    public static void write(MediaStore store, JobId job, GivenLabels given) throws IOException {
        if (given.isEmpty()) {
            return;
        }
        byte[] bytes = given.toBytes();
        try (MediaWriter writer = store.create(job.labels(), OptionalLong.of(bytes.length))) {
            writer.write(bytes);
            writer.commit();
        }
    }

    /** @throws IOException if they are not there, or the store can't be reached */
    public static GivenLabels read(MediaStore store, JobId job) throws IOException {
        long bytes = store.size(job.labels())
                .orElseThrow(() -> new IOException("the cover and chapters of job " + job + " are not in the store"));
        try (InputStream in = store.read(job.labels(), 0, bytes)) {
            return GivenLabels.read(in.readAllBytes());
        }
    }
}
