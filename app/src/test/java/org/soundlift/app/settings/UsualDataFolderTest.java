package org.soundlift.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsualDataFolderTest {
    @TempDir
    Path here;

    private UsualDataFolder on(String system, Map<String, String> environment) {
        return new UsualDataFolder(environment, system, Path.of("/home/ada"), here);
    }

    @Test
    void eachSystemHasItsPlace() {
        assertThat(on("Linux", Map.of()).path()).isEqualTo(Path.of("/home/ada/.local/share/soundlift"));
        assertThat(on("Linux", Map.of("XDG_DATA_HOME", "/data")).path()).isEqualTo(Path.of("/data/soundlift"));
        assertThat(on("Linux", Map.of("XDG_DATA_HOME", "relative")).path())
                .isEqualTo(Path.of("/home/ada/.local/share/soundlift"));
        assertThat(on("Mac OS X", Map.of()).path())
                .isEqualTo(Path.of("/home/ada/Library/Application Support/Soundlift"));
        assertThat(on("Windows 11", Map.of("LOCALAPPDATA", "/local")).path()).isEqualTo(Path.of("/local/Soundlift"));
        assertThat(on("Windows 11", Map.of()).path()).isEqualTo(Path.of("/home/ada/AppData/Local/Soundlift"));
    }

    @Test
    void folderOfAnEarlierVersionIsFound() throws Exception {
        Path data = Files.createDirectory(here.resolve("data"));
        assertThat(on("Linux", Map.of()).earlier())
                .as("a folder of something else")
                .isEmpty();
        Files.createFile(data.resolve("soundlift.db"));
        assertThat(on("Linux", Map.of()).path()).isEqualTo(data);
    }
}
