package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line as people and scripts use it. */
class CommandLineEndToEndIT {
    @TempDir
    Path folder;

    private SoundliftProcess run(String... arguments) throws Exception {
        return SoundliftProcess.run(Files.createTempFile(folder, "run", ".log"), List.of(), arguments);
    }

    /** Output, errors and exit status of a run that a shell starts. */
    private record Piped(Path output, String errors, int status) {}

    private Piped shell(String script) throws Exception {
        Path launcher = SoundliftProcess.launcher(folder.resolve("soundlift"));
        File output = folder.resolve("output").toFile();
        File errors = folder.resolve("errors").toFile();
        Process process = new ProcessBuilder("sh", "-c", script, launcher.toString())
                .directory(folder.toFile())
                .redirectOutput(output)
                .redirectError(errors)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Piped(output.toPath(), Files.readString(errors.toPath()), process.exitValue());
    }

    @Test
    void videoAloneIsConverted() throws Exception {
        Path video = Media.video(folder, 2);
        SoundliftProcess run = run(video.toString());
        assertThat(run.exitStatus()).as(run.output()).isZero();
        assertThat(run.output())
                .containsPattern("talk-2\\.mp4 -> .*talk-2\\.mp3 \\(0:02, .*kB, .*kbit/s, .*real time\\)");
        assertThat(run("-f", "-b", "128k", video.toString()).exitStatus()).isZero();
        assertThat(run("--mono", "--force", video.toString()).exitStatus()).isZero();
    }

    @Test
    void pipesAreAsGoodAsFiles() throws Exception {
        Media.video(folder, 2);
        Piped both = shell("\"$0\" - < talk-2.mp4");
        assertThat(both.status()).as(both.errors()).isZero();
        assertThat(both.errors()).contains("standard input -> standard output (0:02");
        Path mp3 = Files.copy(both.output(), folder.resolve("both.mp3"));
        assertThat(Media.samples(mp3)).isBetween(2 * 44_100L - 1_152, 2 * 44_100L + 1_152);
        Piped device = shell("cat talk-2.mp4 | \"$0\" -o device.mp3 /dev/stdin");
        assertThat(device.status()).as(device.errors()).isZero();
        assertThat(Media.samples(folder.resolve("device.mp3"))).isEqualTo(Media.samples(mp3));
        Piped out = shell("\"$0\" -o - talk-2.mp4 | wc -c");
        assertThat(Files.readString(out.output()).strip()).matches("[0-9]{5,}");
        Piped nothing = shell("\"$0\" - < /dev/null > none.mp3");
        assertThat(nothing.status()).isOne();
        assertThat(folder.resolve("none.mp3")).isEmptyFile();
        Piped full = shell("\"$0\" - < talk-2.mp4 > /dev/full");
        assertThat(full.status()).isNotZero();
        assertThat(full.errors()).contains("cannot write to standard output: no space left on device");
        assertThat(both.errors() + device.errors()).doesNotContain(".soundlift-");
        assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith(".soundlift"));
    }

    @Test
    void scriptsReadJson() throws Exception {
        Path video = Media.video(folder, 1);
        Path silent = Media.silentMovie(folder);
        Piped json = shell("\"$0\" convert --json " + video + " " + silent);
        assertThat(json.status()).isOne();
        JsonMapper mapper = JsonMapper.builder().build();
        List<JsonNode> lines = Files.readString(json.output())
                .lines()
                .map(mapper::readTree)
                .sorted(java.util.Comparator.comparing(
                        line -> line.required("status").stringValue()))
                .toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).required("video").stringValue()).isEqualTo(video.toString());
        assertThat(lines.get(0).at("/result/bitrate_kbps").intValue()).isPositive();
        assertThat(lines.get(0).at("/result/sha256").stringValue()).hasSize(64);
        assertThat(lines.get(1).at("/error/code").stringValue()).isEqualTo("NO_AUDIO_TRACK");
    }

    @Test
    void foldersAreConvertedAndWhatIsThereIsSkipped() throws Exception {
        Path below = Files.createDirectories(folder.resolve("in/below"));
        Files.copy(Media.video(folder, 1), below.resolve("one.mp4"));
        Files.copy(Media.video(folder, 1), folder.resolve("in/two.mp4"));
        String in = folder.resolve("in").toString();
        String out = folder.resolve("out").toString();
        assertThat(run("convert", in).output()).contains("--recursive");
        assertThat(run("convert", "-r", "-o", out, in).exitStatus()).isZero();
        assertThat(folder.resolve("out/below/one.mp3")).isNotEmptyFile();
        Files.copy(Media.video(folder, 1), folder.resolve("in/three.mp4"));
        SoundliftProcess again = run("convert", "-r", "--skip-existing", "-o", out, in);
        assertThat(again.exitStatus()).isZero();
        assertThat(again.output()).contains("one.mp4: skipped", "1 video converted, 2 skipped");
        assertThat(run("convert", "-r", "--quiet", "-f", "-o", out, in).output())
                .isEmpty();
    }

    @Test
    void whatCanNotBeMeantIsRefused() throws Exception {
        Path video = Media.video(folder, 1);
        SoundliftProcess wav = run("-o", folder.resolve("talk.wav").toString(), video.toString());
        assertThat(wav.output()).contains("promises another format");
        assertThat(folder.resolve("talk.wav")).doesNotExist();
        assertThat(run("missing.mp4").output()).contains("there is no file missing.mp4");
        SoundliftProcess nowhere = run("-o", folder.resolve("no/x.mp3").toString(), video.toString());
        assertThat(nowhere.output())
                .contains("cannot write to " + folder.resolve("no") + ": there is no such file or folder");
        assertThat(run("convert", "-f", "--skip-existing", video.toString()).exitStatus())
                .isEqualTo(2);
    }

    @Test
    void helpCompletionAndManualNameEveryOption() throws Exception {
        SoundliftProcess help = run("help", "convert");
        assertThat(help.output()).contains("--skip-existing", "--recursive", "--json");
        String manual = run("man").output();
        assertThat(manual)
                .startsWith(".TH SOUNDLIFT 1")
                .contains("\\-\\-skip\\-existing", "\\-\\-max\\-upload\\-bytes", ".SH soundlift accounts add")
                .doesNotContain("%%", "train");
        Piped completion = shell("\"$0\" completion > completion.bash && bash -n completion.bash");
        assertThat(completion.status()).as(completion.errors()).isZero();
        assertThat(Files.readString(folder.resolve("completion.bash"))).contains("--skip-existing", "doctor");
    }

    @Test
    void interruptionSaysWhatIsLeft() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(SoundliftProcess.launcher(folder.resolve("soundlift")).toString());
        Path video = Media.make(
                folder.resolve("long.m4a"), List.of("-f", "lavfi", "-i", "anoisesrc=d=3000:r=8000"), "-b:a", "16k");
        command.add("convert");
        for (int copy = 0; copy < 20; copy++) { // More than one machine converts before the signal reaches it.
            command.add(Files.createLink(folder.resolve("long-" + copy + ".m4a"), video)
                    .toString());
        }
        File errors = folder.resolve("errors").toFile();
        Process process = new ProcessBuilder(command).redirectError(errors).start();
        org.awaitility.Awaitility.await()
                .until(() -> Arrays.stream(folder.toFile().list()).anyMatch(name -> name.startsWith(".soundlift-")));
        // By SIGTERM: processes that a script runs in the background ignore the SIGINT of Ctrl-C.
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(errors.toPath())).contains("Interrupted.", "Not converted: long-", " more.");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(".soundlift"));
        }
    }
}
