package org.soundlift.app.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.app.wiring.DataFolder;
import org.soundlift.app.wiring.StorageWiring;
import org.soundlift.converter.files.FileProblem;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.MediaWriter;
import org.soundlift.core.service.Finding;

/** Stores something, reads it back whole and in part, and removes it. */
public record StoreCheck(Settings settings, Set<ServiceName> roles) {
    private static final int BYTES = 100_000;

    public List<Finding> examine() {
        try (MediaStore store = StorageWiring.store(settings, roles, new DataFolder(settings.data(), Set.of()))) {
            store.start();
            for (MediaId.Kind kind : MediaId.Kind.values()) {
                roundTrip(store, new MediaId(kind, JobId.random().value()));
            }
            return List.of(Finding.ok(store.name(), "stores, reads, reads in part and removes"));
        } catch (SettingsException e) {
            throw e;
        } catch (FileSystemException e) {
            return List.of(Finding.error("storage", FileProblem.using(e)));
        } catch (Exception e) {
            return List.of(Finding.error("storage", "can't be used: " + e.getMessage()));
        }
    }

    private static void roundTrip(MediaStore store, MediaId id) throws IOException {
        byte[] bytes = new byte[BYTES];
        new Random(BYTES).nextBytes(bytes);
        try (MediaWriter writer = store.create(id, OptionalLong.of(BYTES))) {
            writer.write(bytes);
            writer.commit();
        }
        try {
            require(store.size(id).equals(OptionalLong.of(BYTES)), "what was stored has another size");
            require(Arrays.equals(read(store, id, 0, BYTES), bytes), "what was stored is read back otherwise");
            require(
                    Arrays.equals(read(store, id, 70_000, 1_000), Arrays.copyOfRange(bytes, 70_000, 71_000)),
                    "a part of what was stored is read back otherwise: ranges do not work");
        } finally {
            store.delete(id);
        }
        require(store.size(id).isEmpty(), "what was removed is still there");
    }

    private static byte[] read(MediaStore store, MediaId id, long offset, long length) throws IOException {
        try (InputStream in = store.read(id, offset, length)) {
            return in.readAllBytes();
        }
    }

    private static void require(boolean well, String otherwise) throws IOException {
        if (!well) {
            throw new IOException(otherwise);
        }
    }
}
