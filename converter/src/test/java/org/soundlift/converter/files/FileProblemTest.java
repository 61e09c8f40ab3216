package org.soundlift.converter.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileProblemTest {
    private static final Path FILE = Path.of("talk.mp4");

    @Test
    void noSentenceIsOnlyAPath() {
        assertThat(FileProblem.reading(FILE, new NoSuchFileException("talk.mp4")))
                .isEqualTo("there is no file talk.mp4");
        assertThat(FileProblem.reading(FILE, new AccessDeniedException("talk.mp4")))
                .isEqualTo("cannot read talk.mp4: permission denied");
        assertThat(FileProblem.writing(
                        Path.of("/mnt"), new FileSystemException("/mnt/.tmp1", null, "Read-only file system")))
                .isEqualTo("cannot write to /mnt: read-only file system");
        assertThat(FileProblem.using(new AccessDeniedException("/data")))
                .isEqualTo("cannot use /data: permission denied");
        assertThat(FileProblem.using(new IOException("No space left on device")))
                .isEqualTo("no space left on device");
        assertThat(FileProblem.reason(new IOException())).isEqualTo("IOException");
    }
}
