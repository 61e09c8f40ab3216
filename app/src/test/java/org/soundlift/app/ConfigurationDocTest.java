package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.soundlift.app.settings.Setting;
import org.soundlift.app.settings.SettingGroup;
import org.soundlift.app.settings.Settings;
import org.soundlift.core.job.FailureCode;

/** {@code docs/configuration.md} is made from the settings; {@code make docs} writes it again. */
class ConfigurationDocTest {
    private static final int LONGEST_LINE = 118;
    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");

    @Test
    void documentSaysWhatTheSettingsSay() throws IOException {
        String expected = document();
        if (Boolean.getBoolean("soundlift.write-docs")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(DOCUMENT).as("run: make docs").hasContent(expected);
    }

    @Test
    void everyErrorCodeIsExplained() throws IOException {
        String errors = Files.readString(Path.of("..", "docs", "errors.md"));
        for (FailureCode code : FailureCode.values()) {
            assertThat(errors).contains("`" + code + "`");
        }
    }

    private static String document() {
        StringBuilder text = new StringBuilder("""
                # Configuration

                Every setting is an environment variable, and a flag of `soundlift serve`; the flag wins. This page is made
                from the program itself by `make docs`.

                """);
        for (SettingGroup group : Settings.GROUPS) {
            text.append("## ").append(group.heading()).append("\n\n");
            group.settings().forEach(setting -> append(text, setting));
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static void append(StringBuilder text, Setting<?> setting) {
        text.append("### `").append(setting.variable()).append("`\n\n");
        wrap(text, setting.sentence());
        text.append("* Flag: `").append(setting.flag()).append("`\n");
        text.append("* Accepted: ").append(setting.form()).append("\n");
        if (setting.secret()) {
            text.append("* Secret: the flag and `")
                    .append(setting.fileVariable())
                    .append("` name a file that holds it\n");
        }
        text.append("* Default: ")
                .append(setting.fallback().isEmpty() ? "none" : "`" + setting.fallback() + "`")
                .append("\n\n");
    }

    /** Markdown joins the lines again. */
    private static void wrap(StringBuilder text, String sentences) {
        int column = 0;
        for (String word : sentences.split(" ", -1)) {
            if (column > 0 && column + word.length() >= LONGEST_LINE) {
                text.append('\n');
                column = 0;
            }
            text.append(column > 0 ? " " : "").append(word);
            column += word.length() + 1;
        }
        text.append("\n\n");
    }
}
