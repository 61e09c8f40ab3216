package org.soundlift.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import org.soundlift.converter.ffmpeg.FfmpegLocator;
import org.soundlift.converter.ffmpeg.SandboxedFfmpeg;
import org.soundlift.converter.sandbox.SandboxMode;
import tools.jackson.databind.JsonNode;

/**
 * Each sample rate of MP3, and each kind of bitrate: what several encoders and our own writer make must be what our
 * FFmpeg makes with one. {@code -Dsoundlift.sound-seconds} makes the sounds longer than they usually are.
 */
class EncodingEndToEndIT {
    private static final List<Integer> RATES =
            List.of(48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000);

    /** Cut in two already, at any rate. */
    private static final int USUAL_SAMPLES = 2_500_000;

    /** Of noise and clicks at the highest rate, encoders may make different frames. */
    private static final int MOST_ENCODED_TWICE = 3;

    private static final List<Rate> ALL = List.of(
            Rate.quality(0),
            Rate.quality(2),
            Rate.quality(4),
            Rate.quality(6),
            Rate.quality(9),
            Rate.bitrate(64),
            Rate.bitrate(96),
            Rate.bitrate(128),
            Rate.bitrate(160),
            Rate.bitrate(192),
            Rate.bitrate(256),
            Rate.bitrate(320));

    @TempDir
    static Path folder;

    private static SoundliftProcess server;
    private static String reference = "";

    private record Rate(String query, String option, String value) {
        static Rate quality(int quality) {
            return new Rate("quality=" + quality, "-q:a", "" + quality);
        }

        static Rate bitrate(int kbit) {
            return new Rate("bitrate=" + kbit, "-b:a", kbit + "k");
        }
    }

    private record Sound(Path file, int sampleRate, int channels) {}

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        FfmpegLocator ours = new FfmpegLocator(Optional.empty(), Optional.empty(), "", folder.resolve("cache"));
        reference = SandboxedFfmpeg.findQuickly(ours, SandboxMode.OFF).program().toString();
        server = SoundliftProcess.serve(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static int seconds(int sampleRate) {
        return Integer.getInteger("soundlift.sound-seconds", USUAL_SAMPLES / sampleRate);
    }

    /** Lossless, for FFmpeg leaves the padding of AAC in. Sweeps, noise, clicks and quiet, different on each side, and never silent: encoders would agree at any silence. */
    private static Sound sound(int sampleRate, int channels) throws IOException, InterruptedException {
        String left =
                "if(lt(mod(t,7),6),0.4*sin(2*PI*(100*t+300*t*mod(t,5)))+if(lt(mod(t,3),1),0.3*(random(0)-0.5)),0.01*sin(2*PI*330*t))";
        String right =
                "if(lt(mod(t,11),9),0.2*sin(2*PI*220*t)+0.3*(random(1)-0.5)*lt(mod(t,2),0.5)+0.8*lt(mod(t,0.3),0.0003),0)";
        String source = "aevalsrc='%s':s=%d:d=%d"
                .formatted(channels == 1 ? left : left + "|" + right, sampleRate, seconds(sampleRate));
        Path file = folder.resolve(sampleRate + "-" + channels + ".m4a");
        Media.make(file, List.of("-f", "lavfi", "-i", source), "-c:a", "alac");
        return new Sound(file, sampleRate, channels);
    }

    @Test
    void theBytesAreThoseOfOneEncoder() throws Exception {
        List<Callable<String>> cases = new ArrayList<>();
        int sounds = 0;
        for (int rate : RATES) {
            for (int channels : new int[] {2, 1}) {
                Sound sound = sound(rate, channels);
                boolean isUsual = rate == 44_100 && channels == 2;
                Rate other = ALL.get(sounds++ % ALL.size());
                Stream<Rate> some =
                        Stream.of(Rate.quality(2), Rate.bitrate(128), other).distinct();
                (isUsual ? ALL.stream() : some).forEach(r -> cases.add(() -> difference(sound, r)));
            }
        }
        SoftAssertions soft = new SoftAssertions();
        try (ExecutorService two =
                Executors.newFixedThreadPool(2)) { // One of ours and one of theirs keep two cores busy.
            for (Future<String> difference : two.invokeAll(cases)) {
                soft.assertThat(difference.get()).isEmpty();
            }
        }
        soft.assertAll();
        assertThat(cases).hasSizeGreaterThan(50);
        assertThat(Pattern.compile("Encoding once more")
                        .matcher(server.output())
                        .results()
                        .count())
                .isLessThanOrEqualTo(MOST_ENCODED_TWICE);
    }

    /** Returns the differences, and all that is not as it should be; empty where there is nothing. */
    private static String difference(Sound sound, Rate rate) throws Exception {
        String name = sound.file().getFileName() + "-" + rate.value();
        Path theirs = folder.resolve(name + ".ffmpeg.mp3");
        String source = sound.file().toString();
        Media.run(reference, "-v", "error", "-i", source, "-vn", rate.option(), rate.value(), theirs.toString());
        Client client = new Client(server);
        String job =
                Client.jobId(client.upload(BodyPublishers.ofFile(sound.file()), "?filename=sound.m4a&" + rate.query()));
        JsonNode result = client.ended(job).required("result");
        byte[] mp3 = client.get("/download/" + job + ".mp3").body();
        Path ours = Files.write(folder.resolve(name + ".mp3"), mp3);
        Tagged expected = Tagged.of(Files.readAllBytes(theirs));
        Tagged made = Tagged.of(mp3);
        SoftAssertions soft = new SoftAssertions();
        soft.assertThat(result.required("encoder").stringValue()).isEqualTo("lame");
        soft.assertThat(made.frames()).as("frames").isEqualTo(expected.frames());
        soft.assertThat(made.farthestFrom(expected)).as("seek table").isLessThanOrEqualTo(Tagged.COARSENESS);
        soft.assertThat(Media.samples(ours)).as("samples").isEqualTo(Media.samples(sound.file()));
        soft.assertThat(Media.run("ffmpeg", "-v", "error", "-i", ours.toString(), "-f", "null", "-"))
                .isEmpty();
        soft.assertThat(Media.run("mp3val", ours.toString())).doesNotContain("WARNING", "ERROR");
        Files.delete(ours);
        Files.delete(theirs);
        return soft.errorsCollected().isEmpty() ? "" : name + ": " + soft.errorsCollected();
    }

    /** Splits the frames behind an ID3v2 tag: a frame that is a tag, and all others. */
    private record Tagged(String seekTable, String frames) {
        private static final int SEEK_TABLE_BYTES = 100;
        /** In 256ths of the file: FFmpeg remembers no more than some hundred of its frames. */
        static final int COARSENESS = 3;

        static Tagged of(byte[] mp3) {
            ByteBuffer id3 = ByteBuffer.wrap(mp3, 6, 4);
            int begin = mp3[0] != 'I' ? 0 : 10 + (id3.get() << 21 | id3.get() << 14 | id3.get() << 7 | id3.get());
            String all = new String(mp3, begin, mp3.length - begin, ISO_8859_1);
            int tag = Math.max(all.indexOf("Xing"), all.indexOf("Info"));
            int table = tag + 16;
            int second = all.indexOf(all.substring(0, 2), table + SEEK_TABLE_BYTES + 36);
            return new Tagged(all.substring(table, table + SEEK_TABLE_BYTES), all.substring(second));
        }

        int farthestFrom(Tagged other) {
            return IntStream.range(0, SEEK_TABLE_BYTES)
                    .map(i -> Math.abs(seekTable.charAt(i) - other.seekTable.charAt(i)))
                    .max()
                    .orElseThrow();
        }
    }
}
