package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;

/** Any FFmpeg makes the same number of samples: how long the sound is, the tables tell. */
class FfmpegVersionsEndToEndIT {
    @TempDir
    Path folder;

    private Path made(String name, int rate, String... options) throws IOException, InterruptedException {
        return Media.make(
                folder.resolve(name),
                List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=" + rate + ":duration=3.21"),
                options);
    }

    private List<Path> made() throws IOException, InterruptedException {
        Path aac = made("aac.mp4", 44_100, "-c:a", "aac");
        return new ArrayList<>(List.of(
                aac,
                made("aac-96k.m4a", 96_000, "-c:a", "aac"),
                made("fragments.mp4", 48_000, "-c:a", "aac", "-movflags", "+frag_keyframe+empty_moov"),
                made("alac.m4a", 44_100, "-c:a", "alac"),
                made("flac.mp4", 44_100, "-c:a", "flac", "-strict", "-2"),
                made("ac3.mp4", 48_000, "-c:a", "ac3", "-ac", "6"),
                made("mp3.mp4", 32_000, "-c:a", "libmp3lame", "-ac", "2"),
                made("opus.mp4", 48_000, "-c:a", "libopus", "-strict", "-2"),
                made("ima4.mov", 22_050, "-c:a", "adpcm_ima_qt"),
                made("pcm.mov", 48_000, "-c:a", "pcm_s24be")));
    }

    private Map<String, Long> samples(List<Path> videos, Map<String, String> environment) throws Exception {
        Path target = Files.createTempDirectory(folder, "mp3s");
        List<String> arguments = new ArrayList<>(List.of("convert", "-o", target.toString()));
        videos.forEach(video -> arguments.add(video.toString()));
        SoundliftProcess process =
                SoundliftProcess.runWith(environment, folder.resolve("output"), arguments.toArray(String[]::new));
        assertThat(process.exitStatus()).as(process.output()).isZero();
        Map<String, Long> samples = new TreeMap<>();
        try (var mp3s = Files.list(target)) {
            for (Path mp3 : mp3s.toList()) {
                samples.put(mp3.getFileName().toString(), Media.samples(mp3));
            }
        }
        return samples;
    }

    @Test
    void ourFfmpegAndThatOfTheSystemMakeTheSameSamples() throws Exception {
        List<Path> videos = made();
        Map<String, String> ours = new HashMap<>(Map.of("PATH", "/usr/bin:/bin", "HOME", folder.toString()));
        ours.put("SOUNDLIFT_CACHE", folder.resolve("cache").toString());
        Map<String, String> systems = new HashMap<>(ours);
        systems.put(
                "SOUNDLIFT_FFMPEG", Media.run("sh", "-c", "command -v ffmpeg").strip());
        Map<String, Long> made = samples(videos, ours);
        assertThat(made).hasSize(videos.size());
        assertThat(samples(videos, systems)).isEqualTo(made);
        assertThat(made.get("pcm.mp3")).isEqualTo(Math.round(3.21 * 48_000));
        assertThat(made.get("aac.mp3")).isBetween(Math.round(3.21 * 44_100) - 50, Math.round(3.21 * 44_100) + 50);
    }
}
