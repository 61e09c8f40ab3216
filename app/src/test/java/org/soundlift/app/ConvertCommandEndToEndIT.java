package org.soundlift.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;

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
        assertThat(run.exitStatus()).as(run.output()).isZero();
        assertThat(onlyTheseAreIn(out)).containsExactlyInAnyOrder("talk-1.mp3", "talk-1-2.mp3");
        SoundliftProcess shared =
                convert("--force", "-o", folder.resolve("one.mp3").toString(), one.toString(), other.toString());
        assertThat(shared.exitStatus()).isEqualTo(2);
        assertThat(shared.output()).contains("--output names one MP3, and there are 2 videos");
    }

    @Test
    void nothingNeedsToBeInstalled() throws Exception {
        Path video = Media.video(folder, 3);
        Path mp3 = folder.resolve("bare.mp3");
        Path cache = folder.resolve("cache");
        SoundliftProcess run = SoundliftProcess.runWith(
                Map.of("PATH", "/nowhere", "SOUNDLIFT_CACHE", cache.toString()),
                folder.resolve("bare.log"),
                "convert",
                video.toString(),
                "-o",
                mp3.toString());
        assertThat(run.output()).contains("bare.mp3");
        assertThat(run.exitStatus()).isZero();
        assertThat(Media.samples(mp3)).isBetween(3 * 44_100L - 1_152, 3 * 44_100L + 1_152);
        assertThat(onlyTheseAreIn(cache)).singleElement().asString().startsWith("ffmpeg-");
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

    @Test
    void severalVideosAtATimeComeOutAsAlone() throws Exception {
        List<Path> videos = shortVideos();
        Path alone = Files.createDirectory(folder.resolve("alone"));
        int failed = 0;
        for (Path video : videos) {
            failed += convert("-o", alone.toString(), video.toString()).exitStatus();
        }
        assertThat(failed).isOne();
        Path together = folder.resolve("together");
        List<String> arguments = new ArrayList<>(List.of("-o", together.toString()));
        videos.forEach(video -> arguments.add(video.toString()));
        assertThat(convert(arguments.toArray(String[]::new)).output()).contains("1 of 10 videos were not converted.");
        assertThat(onlyTheseAreIn(together)).containsExactlyInAnyOrderElementsOf(onlyTheseAreIn(alone));
        for (String mp3 : onlyTheseAreIn(alone)) {
            assertThat(together.resolve(mp3)).hasSameBinaryContentAs(alone.resolve(mp3));
        }
    }

    /** Not by its own name, by a link of either kind, nor by the name of an MP3, and not another one of the command. */
    @Test
    void noVideoIsEverReplaced() throws Exception {
        Path video = Media.video(folder, 1);
        byte[] before = Files.readAllBytes(video);
        Path named = Files.copy(video, folder.resolve("named.mp3"));
        Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic.mp3"), video);
        Path hard = Files.createLink(folder.resolve("hard.mp3"), video);
        for (Path target : List.of(video, symbolic, hard, folder.resolve("./talk-1.mp4"))) {
            assertRefused("the MP3 would replace the video", "-f", "-o", target.toString(), video.toString());
        }
        assertRefused("the MP3 would replace the video", "-f", named.toString());
        Path other = Files.copy(video, folder.resolve("named.mp4"));
        assertRefused("the MP3 would replace the video", "-f", named.toString(), other.toString());
        assertRefused("is no file that could be replaced", "-f", "-o", "/dev/null", video.toString());
        assertThat(List.of(video, named, symbolic, hard, other))
                .allSatisfy(file -> assertThat(Files.readAllBytes(file)).isEqualTo(before));
        assertThat(Files.isSymbolicLink(symbolic)).isTrue();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    private void assertRefused(String reason, String... arguments) throws Exception {
        SoundliftProcess run = convert(arguments);
        assertThat(run.exitStatus()).isOne();
        assertThat(run.output()).contains(reason);
    }

    @Test
    void helpAndMistakesAreExplained() throws Exception {
        assertThat(run("--help").output()).contains("serve", "convert").doesNotContain("train");
        assertThat(run("serve", "--help").output()).contains("--max-upload-bytes", "Default: 10GiB");
        SoundliftProcess wrong = run("convert", "-q", "11", "x.mp4");
        assertThat(wrong.exitStatus()).isEqualTo(2);
        assertThat(wrong.output()).contains("--quality must be a whole number from 0 (best) to 9");
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
