package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundServer.Result;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;

/** Each option of the sound, as programs of others measure what comes out. */
class SoundOptionsEndToEndIT extends SoundFixture {
    private static final int RATE = 44_100;
    private static final int SECONDS = 6;
    /** Tones that come and go, and a click at 3 s, which is at the same sample on both sides. */
    private static final String LEFT =
            "0.3*sin(2*PI*330*t)*lt(mod(t,1.5),1)+0.2*sin(2*PI*1800*t)*gt(mod(t,2),1)+lt(abs(t-3),0.00001)";

    private static final String RIGHT = "0.1*sin(2*PI*500*t)*lt(mod(t,2.2),1.7)+lt(abs(t-3),0.00001)";

    private Path stereo;

    @BeforeAll
    void makeSound() throws Exception {
        stereo = sound("stereo.m4a", LEFT + "|" + RIGHT);
    }

    private static Path sound(String name, String expression) throws IOException, InterruptedException {
        String source = "aevalsrc='%s':s=%d:d=%d".formatted(expression, RATE, SECONDS);
        return Media.make(folder.resolve(name), List.of("-f", "lavfi", "-i", source), "-c:a", "alac");
    }

    @Test
    void partIsCutToTheSample() throws Exception {
        Result part = server.convert(stereo, "start=2.9&end=0:04.5");
        assertThat(Media.samples(part.file())).isEqualTo(RATE * 16 / 10);
        FloatBuffer heard = Media.floats(part.file(), 1);
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
        assertThat(Media.samples(server.convert(stereo, "start=1&end=-2.5").file()))
                .isEqualTo(RATE * 25 / 10);
        Path matroska = Media.make(folder.resolve("v.mkv"), List.of("-i", stereo.toString()), "-c:a", "flac");
        assertThat(Media.samples(server.convert(matroska, "start=1&end=-2.5").file()))
                .isEqualTo(RATE * 25 / 10);
        assertThat(Media.samples(server.convert(matroska, "start=1&end=3.5").file()))
                .isEqualTo(RATE * 25 / 10);
        assertThat(server.failure(matroska, "start=100").required("code").stringValue())
                .isEqualTo("INVALID_OPTION");
        assertThat(server.failure(stereo, "start=5&end=-2").required("detail").stringValue())
                .contains("the sound is 0:00:06 long");
    }

    @Test
    void silenceAtTheEndsIsLeftOut() throws Exception {
        Path quiet = sound("quiet.m4a", "0.3*sin(2*PI*330*t)*between(t,1,4)");
        long samples = Media.samples(server.convert(quiet, "trim_silence=ends").file());
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
        Result result = server.convert(stereo, "loudness=" + target + "&" + others);
        double dualMono = result.member("channels").intValue() == 1 ? 3.01 : 0;
        assertThat(Media.loudness(result.file()) + dualMono).isEqualTo(target, within(0.5));
        assertThat(Media.peak(result.file())).isLessThanOrEqualTo(-1.0);
        assertThat(result.loudness("output_lufs")).isEqualTo(target, within(0.3));
        assertThat(result.loudness("output_lufs_plain")).isEqualTo(Media.loudness(result.file()), within(0.3));
    }

    @Test
    void loudnessIsMeasuredWhereItStays() throws Exception {
        Result result = server.convert(stereo, "loudness=keep");
        assertThat(result.loudness("output_lufs")).isEqualTo(Media.loudness(result.file()), within(0.2));
        assertThat(result.loudness("input_lufs")).isEqualTo(result.loudness("output_lufs"));
        assertThat(result.loudness("gain_db")).isZero();
    }

    @Test
    void silenceStaysSilence() throws Exception {
        Path silence = sound("silence.m4a", "0|0");
        Result result = server.convert(silence, "loudness=-16&trim_silence=ends");
        assertThat(Media.samples(result.file())).isEqualTo((long) RATE * SECONDS);
        assertThat(result.member("loudness").required("output_lufs").isNull()).isTrue();
        assertThat(Media.floats(result.file(), 1)).satisfies(heard -> {
            for (int i = 0; i < heard.limit(); i++) {
                assertThat(heard.get(i)).isZero();
            }
        });
    }

    @Test
    void channelsAreChosen() throws Exception {
        Path left = sound("left.m4a", LEFT + "|0");
        Result auto = server.convert(left, "channels=auto&loudness=-16");
        assertThat(auto.member("channels").intValue()).isOne();
        assertThat(auto.member("channels_note").stringValue()).contains("right channel is silent");
        assertThat(Media.loudness(auto.file()) + 3.01).isEqualTo(-16, within(0.5));
        Path opposite = sound("opposite.m4a", "0.3*sin(2*PI*330*t)|-0.4*sin(2*PI*330*t)");
        Result mono = server.convert(opposite, "channels=auto-mono");
        assertThat(Media.loudness(mono.file())).as("nothing cancels out").isGreaterThan(-15);
        assertThat(server.convert(stereo, "channels=auto").member("channels").intValue())
                .isEqualTo(2);
        assertThat(Media.loudness(server.convert(stereo, "channels=right").file()))
                .isLessThan(
                        Media.loudness(server.convert(stereo, "channels=left").file()) - 5);
    }

    private static String bitrate(Result result) throws IOException, InterruptedException {
        return Media.probe(result.file(), "-show_entries", "stream=channels,bit_rate", "-of", "csv=p=0");
    }

    @Test
    void monoHasABitRateOfItsOwn() throws Exception {
        String both = "bitrate=96&bitrate_mono=48&";
        assertThat(bitrate(server.convert(stereo, both + "channels=source"))).contains("2,96000");
        assertThat(bitrate(server.convert(stereo, both + "channels=mono"))).contains("1,48000");
    }

    @Test
    void formIsTheOneThatWasAskedFor() throws Exception {
        assertThat(server.convert(stereo, "sample_rate=22050").rate()).isEqualTo(22_050);
        assertThat(server.convert(stereo, "max_sample_rate=24000").rate()).isEqualTo(24_000);
        Result small = server.convert(stereo, "bitrate=16&channels=mono");
        assertThat(small.rate()).isLessThanOrEqualTo(24_000);
        assertThat(Media.probe(small.file(), "-show_entries", "stream=bit_rate", "-of", "csv=p=0"))
                .contains("16000");
        assertThat(Media.run("mp3val", small.file().toString())).doesNotContain("WARNING");
    }

    @ParameterizedTest
    @CsvSource({"loudness=-40", "start=soon", "channels=7", "preset=best", "start=30&end=20", "quality=2&bitrate=64"})
    void wrongOptionsAreRefusedBeforeTheFile(String query) throws Exception {
        JsonNode problem = Client.problem(
                server.client().upload(BodyPublishers.ofFile(stereo), "?" + query), 422, "INVALID_OPTION");
        assertThat(problem.required("errors").get(0).required("detail").stringValue())
                .startsWith("must be ");
    }

    @Test
    void commandLineTakesTheSameWords() throws Exception {
        Path mp3 = folder.resolve("cli.mp3");
        SoundliftProcess run = convertCommand(
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
        assertThat(Media.loudness(mp3) + 3.01).isEqualTo(-18, within(0.5));
        SoundliftProcess preset = convertCommand("--preset", "podcast");
        assertThat(preset.output()).contains("--channels auto", "--loudness -16");
    }
}
