package org.soundlift.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;

/** Each option of the sound, as programs of others measure what comes out. */
class SoundOptionsEndToEndIT {
    private static final int RATE = 44_100;
    private static final int SECONDS = 6;
    private static final Pattern LOUDNESS = Pattern.compile("I:\\s+(-?[\\d.]+) LUFS");
    private static final Pattern PEAK = Pattern.compile("Peak:\\s+(-?[\\d.]+) dBFS");
    /** Tones that come and go, and a click at 3 s, which is at the same sample on both sides. */
    private static final String LEFT =
            "0.3*sin(2*PI*330*t)*lt(mod(t,1.5),1)+0.2*sin(2*PI*1800*t)*gt(mod(t,2),1)+lt(abs(t-3),0.00001)";

    private static final String RIGHT = "0.1*sin(2*PI*500*t)*lt(mod(t,2.2),1.7)+lt(abs(t-3),0.00001)";

    @TempDir
    static Path folder;

    private static SoundliftProcess server;
    private static Path stereo;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = SoundliftProcess.serve(folder.resolve("data"));
        stereo = sound("stereo.m4a", LEFT + "|" + RIGHT);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Path sound(String name, String expression) throws IOException, InterruptedException {
        String source = "aevalsrc='%s':s=%d:d=%d".formatted(expression, RATE, SECONDS);
        return Media.make(folder.resolve(name), List.of("-f", "lavfi", "-i", source), "-c:a", "alac");
    }

    /** A job that has ended, and its MP3. */
    private record Result(JsonNode status, Path mp3) {
        JsonNode member(String name) {
            return status.required("result").required(name);
        }

        double loudness(String name) {
            return member("loudness").required(name).doubleValue();
        }

        int rate() {
            return member("sample_rate").intValue();
        }
    }

    private static Result convert(Path video, String query) throws IOException, InterruptedException {
        Client client = new Client(server);
        String job = Client.jobId(client.upload(BodyPublishers.ofFile(video), "?filename=v.mp4&" + query));
        JsonNode status = client.ended(job);
        assertThat(status.required("status").stringValue())
                .as(status.toString())
                .isEqualTo("completed");
        Path mp3 = Files.createTempFile(folder, "result", ".mp3");
        Files.write(mp3, client.get("/download/" + job + ".mp3").body());
        return new Result(status, mp3);
    }

    private static JsonNode failure(Path video, String query) throws IOException, InterruptedException {
        Client client = new Client(server);
        JsonNode status = client.ended(Client.jobId(client.upload(BodyPublishers.ofFile(video), "?" + query)));
        return status.required("error");
    }

    private static double measured(Path mp3, Pattern what) throws IOException, InterruptedException {
        String said = Media.run(
                "ffmpeg",
                "-nostdin",
                "-hide_banner",
                "-i",
                mp3.toString(),
                "-af",
                "ebur128=peak=true",
                "-f",
                "null",
                "-");
        double last = Double.NaN;
        for (Matcher matcher = what.matcher(said); matcher.find(); ) {
            last = Double.parseDouble(matcher.group(1));
        }
        return last;
    }

    private static FloatBuffer samples(Path sound, int channels) throws IOException, InterruptedException {
        Path pcm = Files.createTempFile(folder, "samples", ".pcm");
        Media.run(
                "ffmpeg",
                "-nostdin",
                "-v",
                "error",
                "-y",
                "-i",
                sound.toString(),
                "-ac",
                "" + channels,
                "-c:a",
                "pcm_f32le",
                "-f",
                "f32le",
                pcm.toString());
        return ByteBuffer.wrap(Files.readAllBytes(pcm))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    private static String probe(Path mp3, String... what) throws IOException, InterruptedException {
        String[] command = new String[what.length + 4];
        command[0] = "ffprobe";
        command[1] = "-v";
        command[2] = "error";
        System.arraycopy(what, 0, command, 3, what.length);
        command[command.length - 1] = mp3.toString();
        return Media.run(command);
    }

    @Test
    void partIsCutToTheSample() throws Exception {
        Result part = convert(stereo, "start=2.9&end=0:04.5");
        assertThat(Media.samples(part.mp3())).isEqualTo(RATE * 16 / 10);
        FloatBuffer heard = samples(part.mp3(), 1);
        int loudest = 0;
        for (int i = 0; i < heard.limit(); i++) {
            loudest = Math.abs(heard.get(i)) > Math.abs(heard.get(loudest)) ? i : loudest;
        }
        assertThat(loudest).as("the click at 3 s").isCloseTo(RATE / 10, within(2));
        assertThat(part.status().required("source").required("seconds").doubleValue())
                .as("of the whole")
                .isEqualTo(SECONDS);
    }

    @Test
    void endCountsFromTheEnd() throws Exception {
        assertThat(Media.samples(convert(stereo, "start=1&end=-2.5").mp3())).isEqualTo(RATE * 25 / 10);
        Path matroska = Media.make(folder.resolve("v.mkv"), List.of("-i", stereo.toString()), "-c:a", "flac");
        assertThat(Media.samples(convert(matroska, "start=1&end=-2.5").mp3())).isEqualTo(RATE * 25 / 10);
        assertThat(Media.samples(convert(matroska, "start=1&end=3.5").mp3())).isEqualTo(RATE * 25 / 10);
        assertThat(failure(matroska, "start=100").required("code").stringValue())
                .isEqualTo("INVALID_OPTION");
        assertThat(failure(stereo, "start=5&end=-2").required("detail").stringValue())
                .contains("the sound is 0:00:06 long");
    }

    @Test
    void silenceAtTheEndsIsLeftOut() throws Exception {
        Path quiet = sound("quiet.m4a", "0.3*sin(2*PI*330*t)*between(t,1,4)");
        long samples = Media.samples(convert(quiet, "trim_silence=ends").mp3());
        assertThat(samples).isCloseTo(RATE * 34 / 10, within(RATE / 25L));
    }

    @ParameterizedTest
    @CsvSource({
        "-16, quality=2",
        "-23, quality=0",
        "-12, bitrate=128",
        "-14, bitrate=64&channels=mono",
        "-18, bitrate=320"
    })
    void loudnessIsTheOneThatWasAskedFor(double target, String others) throws Exception {
        Result result = convert(stereo, "loudness=" + target + "&" + others);
        double dualMono = result.member("channels").intValue() == 1 ? 3.01 : 0;
        assertThat(measured(result.mp3(), LOUDNESS) + dualMono).isEqualTo(target, within(0.5));
        assertThat(measured(result.mp3(), PEAK)).isLessThanOrEqualTo(-1.0);
        assertThat(result.loudness("output_lufs")).isEqualTo(target, within(0.3));
        assertThat(result.loudness("output_lufs_plain")).isEqualTo(measured(result.mp3(), LOUDNESS), within(0.3));
    }

    @Test
    void loudnessIsMeasuredWhereItStays() throws Exception {
        Result result = convert(stereo, "loudness=keep");
        assertThat(result.loudness("output_lufs")).isEqualTo(measured(result.mp3(), LOUDNESS), within(0.2));
        assertThat(result.loudness("input_lufs")).isEqualTo(result.loudness("output_lufs"));
        assertThat(result.loudness("gain_db")).isZero();
    }

    @Test
    void silenceStaysSilence() throws Exception {
        Path silence = sound("silence.m4a", "0|0");
        Result result = convert(silence, "loudness=-16&trim_silence=ends");
        assertThat(Media.samples(result.mp3())).isEqualTo((long) RATE * SECONDS);
        assertThat(result.member("loudness").required("output_lufs").isNull()).isTrue();
        assertThat(samples(result.mp3(), 1)).satisfies(heard -> {
            for (int i = 0; i < heard.limit(); i++) {
                assertThat(heard.get(i)).isZero();
            }
        });
    }

    @Test
    void channelsAreChosen() throws Exception {
        Path left = sound("left.m4a", LEFT + "|0");
        Result auto = convert(left, "channels=auto&loudness=-16");
        assertThat(auto.member("channels").intValue()).isOne();
        assertThat(auto.member("channels_note").stringValue()).contains("right channel is silent");
        assertThat(measured(auto.mp3(), LOUDNESS) + 3.01).isEqualTo(-16, within(0.5));
        Path opposite = sound("opposite.m4a", "0.3*sin(2*PI*330*t)|-0.4*sin(2*PI*330*t)");
        Result mono = convert(opposite, "channels=auto-mono");
        assertThat(measured(mono.mp3(), LOUDNESS)).as("nothing cancels out").isGreaterThan(-15);
        assertThat(convert(stereo, "channels=auto").member("channels").intValue())
                .isEqualTo(2);
        assertThat(measured(convert(stereo, "channels=right").mp3(), LOUDNESS))
                .isLessThan(measured(convert(stereo, "channels=left").mp3(), LOUDNESS) - 5);
    }

    @Test
    void formIsTheOneThatWasAskedFor() throws Exception {
        assertThat(convert(stereo, "sample_rate=22050").rate()).isEqualTo(22_050);
        assertThat(convert(stereo, "max_sample_rate=24000").rate()).isEqualTo(24_000);
        Result small = convert(stereo, "bitrate=16&channels=mono");
        assertThat(small.rate()).isLessThanOrEqualTo(24_000);
        assertThat(probe(small.mp3(), "-show_entries", "stream=bit_rate", "-of", "csv=p=0"))
                .contains("16000");
        assertThat(Media.run("mp3val", small.mp3().toString())).doesNotContain("WARNING");
    }

    @ParameterizedTest
    @CsvSource({"'', 2", "podcast, 2", "speech, 1", "transcript, 1", "music, 2", "archive, 2"})
    void combinationsKeepExactLengths(String preset, int channels) throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (String cut : List.of("", "start=1.25", "start=0.5&end=-0.25")) {
            for (String others : List.of("", "loudness=-16", "channels=mono&loudness=-20")) {
                String query = "preset=" + preset + "&" + cut + "&" + others;
                Result result = convert(stereo, query.replaceAll("&+", "&").replaceFirst("&$", ""));
                double seconds = cut.isEmpty() ? 6 : cut.contains("end") ? 5.25 : 4.75;
                softly.assertThat(Media.samples(result.mp3())).as(query).isEqualTo(Math.round(seconds * result.rate()));
                softly.assertThat(result.member("channels").intValue())
                        .as(query)
                        .isEqualTo(others.contains("mono") ? 1 : channels);
            }
        }
        softly.assertAll();
    }

    @Test
    void textsCoverAndChaptersAreWritten() throws Exception {
        Path picture = folder.resolve("cover.png");
        Media.run(
                "ffmpeg",
                "-v",
                "error",
                "-y",
                "-f",
                "lavfi",
                "-i",
                "testsrc=size=300x200",
                "-frames:v",
                "1",
                picture.toString());
        Path metadata = Files.writeString(folder.resolve("chapters.txt"), """
                ;FFMETADATA1
                title=Of the video
                artist=Ada
                [CHAPTER]
                TIMEBASE=1/1000
                START=0
                END=2000
                title=Größe 夜
                [CHAPTER]
                TIMEBASE=1/1000
                START=2000
                END=6000
                title=Second
                """);
        Path video = folder.resolve("labels.m4a");
        Media.run(
                "ffmpeg",
                "-v",
                "error",
                "-y",
                "-i",
                stereo.toString(),
                "-i",
                picture.toString(),
                "-i",
                metadata.toString(),
                "-map",
                "0:a",
                "-map",
                "1:v",
                "-map_metadata",
                "2",
                "-map_chapters",
                "2",
                "-c:a",
                "copy",
                "-c:v",
                "copy",
                "-disposition:v:0",
                "attached_pic",
                video.toString());
        Result kept = convert(video, "artist=&title=" + URLEncoder.encode("Predigt ÄÖ", UTF_8) + "&comment=C&start=1");
        assertThat(probe(kept.mp3(), "-show_chapters", "-of", "csv=p=0"))
                .contains("0,1/1000,0,0.000000,1000,1.000000,Größe 夜")
                .contains("1,1/1000,1000,1.000000,5000,5.000000,Second");
        assertThat(probe(kept.mp3(), "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0"))
                .contains("png,300,200");
        assertThat(probe(kept.mp3(), "-show_entries", "format_tags", "-of", "default=nw=1"))
                .contains("title=Predigt ÄÖ", "comment=C")
                .doesNotContain("artist");
        assertThat(Media.run("id3v2", "-l", kept.mp3().toString())).contains("TIT2", "APIC", "CHAP", "CTOC", "COMM");
        assertThat(kept.member("chapters").intValue()).isEqualTo(2);
        assertThat(kept.member("cover").booleanValue()).isTrue();
        Result none = convert(video, "cover=none&chapters=none");
        assertThat(probe(none.mp3(), "-show_chapters", "-show_streams", "-of", "csv=p=0"))
                .doesNotContain("Second", "png");
    }

    @Test
    void hugeCoverIsLeftOut() throws Exception {
        byte[] png = new byte[64];
        ByteBuffer.wrap(png)
                .putLong(0x8950_4E47_0D0A_1A0AL)
                .putInt(13)
                .putInt(0x4948_4452)
                .putInt(60_000)
                .putInt(60_000);
        Path picture = Files.write(folder.resolve("huge.png"), png);
        Path video = folder.resolve("huge.m4a");
        Path small = folder.resolve("small.png");
        Media.run(
                "ffmpeg",
                "-v",
                "error",
                "-y",
                "-f",
                "lavfi",
                "-i",
                "color=s=16x16",
                "-frames:v",
                "1",
                small.toString());
        Media.run(
                "ffmpeg",
                "-v",
                "error",
                "-y",
                "-i",
                stereo.toString(),
                "-i",
                small.toString(),
                "-map",
                "0:a",
                "-map",
                "1:v",
                "-c",
                "copy",
                "-disposition:v:0",
                "attached_pic",
                video.toString());
        byte[] bytes = Files.readAllBytes(video);
        byte[] header = Arrays.copyOf(Files.readAllBytes(small), 16);
        int at = indexOf(bytes, header);
        System.arraycopy(Files.readAllBytes(picture), 0, bytes, at, 24);
        Result result = convert(Files.write(video, bytes), "quality=2");
        assertThat(result.member("warnings").toString()).contains("LABELS_LEFT_OUT", "60000 × 60000");
        assertThat(probe(result.mp3(), "-show_streams", "-of", "csv=p=0")).doesNotContain("png");
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }

    @Test
    void trackIsChosenByNumberLanguageOrName() throws Exception {
        for (String name : List.of("two.mp4", "two.mkv")) {
            Path video = folder.resolve(name);
            Media.run(
                    "ffmpeg",
                    "-v",
                    "error",
                    "-y",
                    "-f",
                    "lavfi",
                    "-i",
                    "sine=f=300:d=2",
                    "-f",
                    "lavfi",
                    "-i",
                    "sine=f=300:d=3",
                    "-map",
                    "0",
                    "-map",
                    "1",
                    "-c:a",
                    "aac",
                    "-metadata:s:a:0",
                    "language=eng",
                    "-metadata:s:a:1",
                    "language=ger",
                    "-metadata:s:a:1",
                    "title=Kommentar",
                    "-metadata:s:a:1",
                    "handler_name=Kommentar",
                    video.toString());
            for (String track : List.of("2", "de", "deu", "ger", "kommentar")) {
                Result result = convert(video, "track=" + track);
                assertThat(result.member("seconds").doubleValue())
                        .as(name + " " + track)
                        .isBetween(2.9, 3.1);
                assertThat(result.member("track").intValue()).isEqualTo(2);
            }
            Result usual = convert(video, "quality=2");
            assertThat(usual.member("track").intValue()).isOne();
            assertThat(usual.member("tracks")).hasSize(2);
            assertThat(usual.member("warnings").toString()).contains("SEVERAL_TRACKS", "1 (eng), 2 (");
            JsonNode error = failure(video, "track=9");
            assertThat(error.required("code").stringValue()).isEqualTo("TRACK_NOT_FOUND");
            assertThat(error.required("detail").stringValue()).contains("There are: 1 (eng), 2 (");
        }
    }

    @ParameterizedTest
    @CsvSource({"loudness=-40", "start=soon", "channels=7", "preset=best", "start=30&end=20", "quality=2&bitrate=64"})
    void wrongOptionsAreRefusedBeforeTheFile(String query) throws Exception {
        Client client = new Client(server);
        JsonNode problem =
                Client.problem(client.upload(BodyPublishers.ofFile(stereo), "?" + query), 422, "INVALID_OPTION");
        assertThat(problem.required("errors").get(0).required("detail").stringValue())
                .startsWith("must be ");
    }

    @Test
    void commandLineTakesTheSameWords() throws Exception {
        Path mp3 = folder.resolve("cli.mp3");
        SoundliftProcess run = SoundliftProcess.run(
                Files.createTempFile(folder, "run", ".log"),
                List.of(),
                "convert",
                "--quiet",
                "-f",
                "-o",
                mp3.toString(),
                "--start",
                "1",
                "--end",
                "-1",
                "--loudness",
                "-18",
                "--mono",
                "--title",
                "T",
                stereo.toString());
        assertThat(run.exitStatus()).as(run.output()).isZero();
        assertThat(Media.samples(mp3)).isEqualTo(4L * RATE);
        assertThat(measured(mp3, LOUDNESS) + 3.01).isEqualTo(-18, within(0.5));
        SoundliftProcess preset = SoundliftProcess.run(
                Files.createTempFile(folder, "run", ".log"), List.of(), "convert", "--preset", "podcast");
        assertThat(preset.output()).contains("--channels auto", "--loudness -16");
    }
}
