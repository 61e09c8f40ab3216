package org.soundlift.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.MediaStoreContract;
import org.soundlift.core.media.MediaWriter;

class FilesystemMediaStoreTest extends MediaStoreContract {
    @TempDir
    Path folder;

    @Override
    protected MediaStore newStore() {
        return new FilesystemMediaStore(folder);
    }

    @Override
    protected MediaStore reopened(MediaStore before) throws Exception {
        return new FilesystemMediaStore(folder);
    }

    @Override
    protected void abandon(MediaWriter writer) throws IOException {
        ((PartFile) writer).abandon();
    }

    @Override
    protected int leftovers() throws IOException {
        return partFiles().size();
    }

    @Test
    void startKeepsWhatIsBeingWritten() throws Exception {
        MediaStore store = newStore();
        MediaId id = JobId.random().mp3();
        try (MediaWriter writer = store.create(id, OptionalLong.empty())) {
            writer.write(new byte[10]);
            newStore().start();
            writer.commit();
        }
        assertThat(store.size(id)).hasValue(10);
        assertThat(partFiles()).isEmpty();
    }

    @Test
    void abandonedWriterLeavesNoPartFile() throws Exception {
        MediaStore store = newStore();
        try (MediaWriter writer = store.create(JobId.random().mp3(), OptionalLong.empty())) {
            writer.write(new byte[10]);
            assertThat(partFiles()).hasSize(1);
        }
        assertThat(partFiles()).isEmpty();
    }

    private List<Path> partFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("parts"))) {
            return files.toList();
        }
    }

    @Test
    void roomIsPromisedOnce() throws Exception {
        long most = folder.toFile().getUsableSpace() * 3 / 5;
        FilesystemMediaStore store = new FilesystemMediaStore(folder.resolve("promised"));
        MediaId id = JobId.random().video();
        store.start();
        try (MediaWriter first = store.create(id, OptionalLong.of(most))) {
            first.write(new byte[10]);
            assertThatThrownBy(() -> store.create(id, OptionalLong.of(most)))
                    .isInstanceOf(InsufficientStorageException.class);
            store.create(JobId.random().mp3(), OptionalLong.of(most)).close();
            store.create(id, OptionalLong.of(most / 3)).close();
        }
        store.create(id, OptionalLong.of(most)).close();
    }
}
