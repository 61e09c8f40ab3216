package org.soundlift.app.command.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.core.media.AudioFileType;

/** {@link Inputs} and {@link Outputs}: the videos of a command, and the places of their MP3s. */
class OutputsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void videos() throws Exception {
        Files.createDirectories(folder.resolve("a/b"));
        for (String name : List.of("talk.mp4", "a/talk.MOV", "a/b/c.webm", "a/notes.txt", "a/.hidden.mp4")) {
            Files.createFile(folder.resolve(name));
        }
    }

    private List<Inputs.Input> inputs(boolean recursive, String... arguments) throws Exception {
        return Inputs.of(List.of(arguments).stream().map(folder::resolve).toList(), recursive);
    }

    private List<String> mp3s(Optional<String> output, String template, boolean recursive, String... arguments)
            throws Exception {
        List<Inputs.Input> inputs = inputs(recursive, arguments);
        Outputs outputs = Outputs.of(output, template, inputs, recursive);
        return inputs.stream()
                .map(input -> folder.relativize(outputs.of(input).of(AudioFileType.MP3))
                        .toString())
                .toList();
    }

    @Test
    void mp3sStandBesideTheirVideosOrInAFolder() throws Exception {
        assertThat(mp3s(Optional.empty(), "{name}", false, "talk.mp4", "a/talk.MOV"))
                .containsExactly("talk.mp3", "a/talk.mp3");
        Optional<String> out = Optional.of(folder.resolve("out").toString());
        assertThat(mp3s(out, "{name}-x", false, "talk.mp4", "a/talk.MOV"))
                .containsExactly("out/talk-x.mp3", "out/talk-x.mp3");
        assertThat(mp3s(out.map(o -> o + "/"), "{name}", false, "talk.mp4")).containsExactly("out/talk.mp3");
        assertThat(mp3s(out, "{name}", false, "talk.mp4"))
                .as("one video, one file")
                .containsExactly("out");
    }

    @Test
    void foldersBelowTheOneThatWasNamedAreKept() throws Exception {
        Optional<String> out = Optional.of(folder.resolve("out").toString());
        assertThat(mp3s(out, "{name}", true, "a")).containsExactly("out/b/c.mp3", "out/talk.mp3");
    }

    @Test
    void aVideoThatIsNamedTwiceIsTakenOnce() throws Exception {
        assertThat(inputs(true, "talk.mp4", "a/../talk.mp4", ".")).hasSize(3);
    }

    @Test
    void whatCanNotBeMeantIsRefused() {
        Optional<String> mp3 = Optional.of(folder.resolve("one.mp3").toString());
        assertThatThrownBy(() -> mp3s(mp3, "{name}", false, "talk.mp4", "a/talk.MOV"))
                .hasMessageContaining("--output names one MP3, and there are 2 videos");
        assertThatThrownBy(() -> inputs(false, "a")).hasMessageContaining("--recursive");
        assertThatThrownBy(() -> mp3s(Optional.empty(), "audio", false, "talk.mp4"))
                .hasMessageContaining("{name}");
        assertThatThrownBy(() -> mp3s(Optional.empty(), "../{name}", false, "talk.mp4"))
                .hasMessageContaining("no slash");
    }
}
