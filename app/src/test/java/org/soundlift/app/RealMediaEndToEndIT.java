package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;

/**
 * Converts files of all kinds over HTTP and compares each MP3's length, as FFmpeg decodes it, with the truth: files
 * made here, and those of the folder that {@code SOUNDLIFT_TEST_MEDIA} names, where MANIFEST.tsv tells the truth.
 */
class RealMediaEndToEndIT {
    private static final int ONE_FRAME = 1_152;
    /**
     * Seconds of files on which the reference decoder itself is wrong; a whole MP3 or a clear failure is right. The edit list of
     * the HE-AAC file says 1,443,584 samples; FFmpeg 5 and 7 make 1,441,388 and 1,444,662 of it.
     */
    private static final Map<String, Double> BEYOND_REFERENCE =
            Map.of("phone_amr.3gp", 15.2, "xhe-aac_mono.mp4", 3.0, "he-aac_fraunhofer.mp4", 1_443_584 / 44_100.0);

    @TempDir
    Path folder;

    private record Case(Path file, String expected, long samples, int rate) {}

    @Test
    void everyFileComesOutWholeOrFailsClearly() throws Exception {
        List<Case> cases = new ArrayList<>(madeHere());
        String media = System.getenv("SOUNDLIFT_TEST_MEDIA");
        if (media != null) {
            cases.addAll(manifest(Path.of(media)));
        }
        SoftAssertions soft = new SoftAssertions();
        StringBuilder table = new StringBuilder("\nfile | result | samples | expected | rate\n");
        try (SoundliftProcess server = SoundliftProcess.serve(folder.resolve("data"))) {
            Client client = new Client(server);
            for (Case each : cases) {
                table.append(check(client, each, soft)).append('\n');
            }
        }
        System.out.println(table);
        assertThat(cases.size()).isGreaterThanOrEqualTo(media == null ? 7 : 30);
        soft.assertAll();
    }

    private String check(Client client, Case each, SoftAssertions soft) throws IOException, InterruptedException {
        String name = each.file().getFileName().toString();
        String job = client.accepted(each.file());
        JsonNode status = client.ended(job);
        String state = status.required("status").stringValue();
        if (state.equals("failed")) {
            String code = status.required("error").required("code").stringValue();
            soft.assertThat(each.expected()).as("%s failed with %s", name, code).isNotEqualTo("ok");
            soft.assertThat(code).as(name).isNotEqualTo("INTERNAL_ERROR");
            if (each.expected().equals("no audio")) {
                soft.assertThat(code).as(name).isEqualTo("NO_AUDIO_TRACK");
            }
            return String.join(" | ", name, code, "", "", "");
        }
        Path mp3 = Files.write(
                folder.resolve("out.mp3"),
                client.get("/download/" + job + ".mp3").body());
        long samples = Media.samples(mp3);
        int rate = status.required("result").required("sample_rate").intValue();
        long expected = BEYOND_REFERENCE.containsKey(name)
                ? Math.round(BEYOND_REFERENCE.get(name) * rate)
                : each.samples() * rate / each.rate();
        soft.assertThat(state).as(name).isEqualTo("completed");
        soft.assertThat(status.required("result").required("encoder").stringValue())
                .as("%s: who encoded it", name)
                .isEqualTo(name.startsWith("mp3") ? "copy" : "lame");
        soft.assertThat(samples).as(name).isBetween(expected - ONE_FRAME, expected + ONE_FRAME);
        soft.assertThat(status.required("result").required("seconds").doubleValue())
                .as("%s: the length told and the length decoded", name)
                .isCloseTo((double) samples / rate, org.assertj.core.data.Offset.offset(0.001));
        return String.join(" | ", name, state, "" + samples, "" + expected, "" + rate);
    }

    private static List<Case> manifest(Path media) throws IOException {
        List<String> lines = Files.readAllLines(media.resolve("MANIFEST.tsv"));
        List<String> columns = List.of(lines.getFirst().split("\t"));
        List<Case> cases = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            String result = cells[columns.indexOf("ref_result")];
            boolean decoded = result.startsWith("ok");
            cases.add(new Case(
                    media.resolve(cells[columns.indexOf("file")]),
                    decoded ? "ok" : result,
                    decoded ? Long.parseLong(cells[columns.indexOf("ref_samples_per_channel")]) : 0,
                    decoded ? Integer.parseInt(cells[columns.indexOf("ref_out_rate")]) : 1));
        }
        return cases;
    }

    private List<Case> madeHere() throws IOException, InterruptedException {
        return List.of(
                made("aac.mp4", 44_100, "-c:a", "aac"),
                made("fragmented.mp4", 48_000, "-c:a", "aac", "-movflags", "+frag_keyframe+empty_moov"),
                made("faststart.m4a", 22_050, "-c:a", "aac", "-movflags", "+faststart"),
                made("pcm.mov", 32_000, "-c:a", "pcm_s16le"),
                made("alac.m4a", 44_100, "-c:a", "alac"),
                made("surround.mp4", 48_000, "-c:a", "ac3", "-ac", "6"),
                made("mp3.mp4", 44_100, "-c:a", "libmp3lame", "-use_editlist", "0"),
                made("opus.webm", 48_000, "-c:a", "libopus"),
                made("flac.mkv", 44_100, "-c:a", "flac"));
    }

    private Case made(String name, int rate, String... options) throws IOException, InterruptedException {
        List<String> input = List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=" + rate + ":duration=4");
        Path file = Media.make(folder.resolve(name), input, options);
        return new Case(file, "ok", Media.samples(file), rate);
    }
}
