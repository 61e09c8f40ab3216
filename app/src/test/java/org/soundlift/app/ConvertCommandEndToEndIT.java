package org.soundlift.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import org.soundlift.converter.Converter;
import org.soundlift.converter.ShortSounds;

/** {@code soundlift convert}: files without a server, and with nothing but the jar. */
class ConvertCommandEndToEndIT {
    @TempDir
    Path folder;

    @Test
    void writesBesideTheVideoAndDoesNotOverwrite() throws Exception {
        Path video = Media.video(folder, 3);
        Path mp3 = folder.resolve("talk-3.mp3");
        assertThat(convert(video.toString()).exitStatus()).isZero();
        assertThat(Media.samples(mp3)).isBetween(3 * 44_100L - 1_152, 3 * 44_100L + 1_152);
        SoundliftProcess again = convert(video.toString());
        assertThat(again.exitStatus()).isOne();
        assertThat(again.output()).contains("exists already; overwrite it with --force");
        assertThat(convert("--force", "-b", "128", video.toString()).exitStatus())
                .isZero();
        assertThat(onlyTheseAreIn(folder)).contains("talk-3.mp4", "talk-3.mp3").noneMatch(n -> n.startsWith("."));
    }

    @Test
    void titlesAreTakenFromTheVideoOrFromItsName() throws Exception {
        Path named = Files.copy(Media.video(folder, 1), folder.resolve("Grüße 日本.mp4"));
        Path tagged = Media.make(
                folder.resolve("tagged.m4a"),
                List.of("-f", "lavfi", "-i", "sine=duration=1"),
                "-metadata",
                "title=Élan vital",
                "-metadata",
                "artist=Ada");
        convert("-o", folder.resolve("out").toString(), named.toString(), tagged.toString());
        assertThat(tags(folder.resolve("out/Grüße 日本.mp3"))).contains("title=Grüße 日本");
        assertThat(tags(folder.resolve("out/tagged.mp3"))).contains("title=Élan vital", "artist=Ada");
    }

    private static String tags(Path mp3) throws Exception {
        return Media.run(
                        "ffprobe", "-v", "error", "-show_entries", "format_tags", "-of", "default=nw=1", mp3.toString())
                .replace("TAG:", "");
    }

    @Test
    void oneBadFileDoesNotKeepTheOthersFromConversion() throws Exception {
        Path good = Media.video(folder, 1);
        Path silent = Media.silentMovie(folder);
        Path missing = folder.resolve("missing.mp4");
        Path out = folder.resolve("out");
        SoundliftProcess run = convert("-o", out.toString(), silent.toString(), good.toString(), missing.toString());
        assertThat(run.exitStatus()).isOne();
        assertThat(run.output())
                .contains("silent.mp4: NO_AUDIO_TRACK: This video has no sound.")
                .contains("missing.mp4: there is no file")
                .contains("2 of 3 videos were not converted.");
        assertThat(onlyTheseAreIn(out)).containsExactly("talk-1.mp3");
    }

    @Test
    void twoVideosNeverShareAnMp3() throws Exception {
        Path one = Media.video(folder, 1);
        Path other =
                Files.copy(one, Files.createDirectory(folder.resolve("other")).resolve(one.getFileName()));
        Path out = folder.resolve("out");
        SoundliftProcess run = convert("--force", "-o", out.toString(), one.toString(), other.toString());
        assertThat(run.exitStatus()).isOne();
        assertThat(run.output()).contains("talk-1.mp4: another of these videos goes to");
        assertThat(onlyTheseAreIn(out)).containsExactly("talk-1.mp3");
    }

    /** Where no FFmpeg is on the PATH; and where a real one is, that of these tests, but is not wanted. */
    static Stream<Map<String, String>> environmentsForBundledFfmpeg() throws Exception {
        String real = machinesFfmpeg().resolveSibling("").toString();
        return Stream.of(Map.of("PATH", "/nowhere"), Map.of("PATH", real, "SOUNDLIFT_FFMPEG", "bundled"));
    }

    @ParameterizedTest
    @MethodSource("environmentsForBundledFfmpeg")
    void nothingNeedsToBeInstalled(Map<String, String> given) throws Exception {
        Path video = Media.video(folder, 3);
        Path mp3 = folder.resolve("bare.mp3");
        Path log = folder.resolve("bare.log");
        String cache = folder.resolve("cache").toString();
        Map<String, String> environment = new HashMap<>(given);
        environment.put("SOUNDLIFT_CACHE", cache);
        SoundliftProcess run =
                SoundliftProcess.runWith(environment, log, "convert", video.toString(), "-o", mp3.toString());
        assertThat(run.output()).contains("bare.mp3");
        assertThat(run.exitStatus()).isZero();
        assertThat(Media.samples(mp3)).isBetween(3 * 44_100L - 1_152, 3 * 44_100L + 1_152);
        assertThat(onlyTheseAreIn(Path.of(cache))).singleElement().asString().startsWith("ffmpeg-");
    }

    /** Of several kinds, and one that can't be decoded. */
    private List<Path> shortVideos() throws Exception {
        List<Path> videos = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int rate = i % 2 == 0 ? 44_100 : 48_000;
            String source = "anoisesrc=seed=%d:sample_rate=%d:duration=%d".formatted(i, rate, 1 + i % 3);
            String codec = i == 5 ? "alac" : i == 7 ? "libmp3lame" : "aac";
            videos.add(Media.make(
                    folder.resolve("short-" + i + ".mp4"),
                    List.of("-f", "lavfi", "-i", source),
                    "-c:a",
                    codec,
                    "-ac",
                    "" + (1 + i % 2)));
        }
        byte[] damaged = Files.readAllBytes(videos.get(3));
        int samples = new String(damaged, ISO_8859_1).indexOf("mdat") + 4;
        Arrays.fill(damaged, samples, damaged.length - 2_000, (byte) 0xFF);
        Files.write(videos.get(3), damaged);
        return videos;
    }

    private static Path machinesFfmpeg() throws Exception {
        return Path.of(Media.run("sh", "-c", "command -v ffmpeg").strip());
    }

    /** The machine's FFmpeg, whose runs are noted, behind a line of a shell. */
    private Path notedFfmpeg(String line) throws Exception {
        Path program = folder.resolve("noted-ffmpeg");
        Files.deleteIfExists(folder.resolve("runs"));
        Files.writeString(
                program,
                "#!/bin/sh\necho run >>'" + folder + "/runs'\n" + line + "\nexec " + machinesFfmpeg() + " \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void shortVideosAreDecodedTogetherAndComeOutAsAlone() throws Exception {
        List<Path> videos = shortVideos();
        Path alone = folder.resolve("alone");
        int failed = 0;
        for (Path video : videos) {
            failed += convert("-o", Files.createDirectories(alone).toString(), video.toString())
                    .exitStatus();
        }
        assertThat(failed).isOne();
        assertThat(runsOfAll(videos, alone, "")).isLessThan(videos.size() - 2);
        assertThat(runsOfAll(videos, alone, "case \"$*\" in *-i*-i*) exit 1;; esac"))
                .isGreaterThan(videos.size());
    }

    /** Converts all at once, which must be as alone, and tells how often FFmpeg ran. */
    private int runsOfAll(List<Path> videos, Path alone, String line) throws Exception {
        Path together = Files.createTempDirectory(folder, "together");
        Map<String, String> environment = Map.of(
                "SOUNDLIFT_SANDBOX", "off", // It would not let the shell start anything.
                "SOUNDLIFT_FFMPEG", notedFfmpeg(line).toString(),
                "JAVA_TOOL_OPTIONS", "-XX:ActiveProcessorCount=2");
        List<String> arguments = new ArrayList<>(List.of("convert", "-o", together.toString()));
        videos.forEach(video -> arguments.add(video.toString()));
        SoundliftProcess run =
                SoundliftProcess.runWith(environment, folder.resolve("together.log"), arguments.toArray(String[]::new));
        assertThat(run.output()).contains("1 of " + videos.size() + " videos were not converted.");
        assertThat(onlyTheseAreIn(together)).containsExactlyInAnyOrderElementsOf(onlyTheseAreIn(alone));
        for (String mp3 : onlyTheseAreIn(alone)) {
            assertThat(together.resolve(mp3)).hasSameBinaryContentAs(alone.resolve(mp3));
        }
        return Files.readAllLines(folder.resolve("runs")).size();
    }

    /** Elsewhere nobody would notice if the sandbox did not let them: each would be decoded by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"", "bundled"})
    void theSandboxLetsThemBeDecodedTogether(String ffmpeg) throws Exception {
        Path video = Media.video(folder, 3);
        Path work = Files.createDirectory(folder.resolve("work"));
        Settings settings = new Settings(
                Map.of(
                        "SOUNDLIFT_SANDBOX",
                        "required",
                        "SOUNDLIFT_FFMPEG",
                        ffmpeg.isEmpty() ? machinesFfmpeg().toString() : ffmpeg,
                        "SOUNDLIFT_CACHE",
                        folder.resolve("cache").toString()),
                Map.of());
        List<Path> videos = new ArrayList<>();
        try (Converter converter = Wiring.converter(settings)) {
            ShortSounds sounds = converter.shortSounds(Optional.empty(), work).orElseThrow();
            for (int i = 0; i < 12; i++) {
                videos.add(Files.copy(video, folder.resolve("copy-" + i + ".mp4")));
                assertThat(sounds.add(videos.get(i))).isTrue();
            }
            sounds.decode(new CompletableFuture<>());
            for (Path each : videos) {
                assertThat(Media.samples(sounds.samples(each).orElseThrow())).isEqualTo(Media.samples(video));
            }
        }
        assertThat(onlyTheseAreIn(work)).hasSize(videos.size()).allMatch(name -> name.endsWith(".wav"));
    }

    @Test
    void helpAndMistakesAreExplained() throws Exception {
        assertThat(run("--help").output()).contains("serve", "convert").doesNotContain("train");
        assertThat(run("serve", "--help").output()).contains("--max-upload-bytes", "Default: 10GiB");
        SoundliftProcess wrong = run("convert", "-q", "11", "x.mp4");
        assertThat(wrong.exitStatus()).isEqualTo(2);
        assertThat(wrong.output()).contains("--quality goes from 0 to 9");
        assertThat(run("lift").exitStatus()).isEqualTo(2);
    }

    private SoundliftProcess convert(String... arguments) throws Exception {
        return run(Stream.concat(Stream.of("convert"), Stream.of(arguments)).toArray(String[]::new));
    }

    private SoundliftProcess run(String... arguments) throws Exception {
        return SoundliftProcess.run(Files.createTempFile(folder, "run", ".log"), List.of(), arguments);
    }

    private static List<String> onlyTheseAreIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
