package org.soundlift.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundServer.Result;
import tools.jackson.databind.JsonNode;

/** Texts, covers and chapters, as programs of others read them in the result. */
class LabelsEndToEndIT extends SoundFixture {
    private Path sound;

    @BeforeAll
    void makeSound() throws Exception {
        sound = tone();
    }

    @Test
    void textsCoverAndChaptersAreWritten() throws Exception {
        Path picture = folder.resolve("cover.png");
        Media.ffmpeg("-f", "lavfi", "-i", "testsrc=size=300x200", "-frames:v", "1", picture.toString());
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
        Media.ffmpeg(
                "-i",
                sound.toString(),
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
        Result kept =
                server.convert(video, "artist=&title=" + URLEncoder.encode("Predigt ÄÖ", UTF_8) + "&comment=C&start=1");
        assertThat(Media.probe(kept.file(), "-show_chapters", "-of", "csv=p=0"))
                .contains("0,1/1000,0,0.000000,1000,1.000000,Größe 夜")
                .contains("1,1/1000,1000,1.000000,5000,5.000000,Second");
        assertThat(Media.probe(kept.file(), "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0"))
                .contains("png,300,200");
        assertThat(Media.probe(kept.file(), "-show_entries", "format_tags", "-of", "default=nw=1"))
                .contains("title=Predigt ÄÖ", "comment=C")
                .doesNotContain("artist");
        assertThat(Media.run("id3v2", "-l", kept.file().toString())).contains("TIT2", "APIC", "CHAP", "CTOC", "COMM");
        assertThat(kept.member("chapters").intValue()).isEqualTo(2);
        assertThat(kept.member("cover").booleanValue()).isTrue();
        Result none = server.convert(video, "cover=none&chapters=none");
        assertThat(Media.probe(none.file(), "-show_chapters", "-show_streams", "-of", "csv=p=0"))
                .doesNotContain("Second", "png");
    }

    @Test
    void everyTextHasItsFrame() throws Exception {
        Result result = server.convert(
                sound,
                "title=t1&artist=a1&album=b1&album_artist=aa1&composer=c1&genre=g1&year=2026&comment=co1&language=de");
        assertThat(Media.run("id3v2", "-l", result.file().toString()))
                .containsPattern("TIT2 .*: t1")
                .containsPattern("TPE1 .*: a1")
                .containsPattern("TALB .*: b1")
                .containsPattern("TPE2 .*: aa1")
                .containsPattern("TCOM .*: c1")
                .containsPattern("TCON .*: g1")
                .containsPattern("TYER .*: 2026")
                .containsPattern("COMM .*\\[(deu|ger)\\]: co1")
                .containsPattern("TLAN .*: (deu|ger)");
        assertThat(Media.probe(result.file(), "-show_entries", "format_tags", "-of", "default=nw=1"))
                .contains(
                        "title=t1",
                        "artist=a1",
                        "album=b1",
                        "album_artist=aa1",
                        "composer=c1",
                        "genre=g1",
                        "date=2026");
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
        Media.ffmpeg("-f", "lavfi", "-i", "color=s=16x16", "-frames:v", "1", small.toString());
        Media.ffmpeg(
                "-i",
                sound.toString(),
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
        Result result = server.convert(Files.write(video, bytes), "quality=2");
        assertThat(result.member("warnings").toString()).contains("LABELS_LEFT_OUT", "60000 × 60000");
        assertThat(Media.probe(result.file(), "-show_streams", "-of", "csv=p=0"))
                .doesNotContain("png");
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }

    private static Path picture(String name) throws IOException, InterruptedException {
        Path picture = folder.resolve(name);
        Media.ffmpeg("-f", "lavfi", "-i", "testsrc=size=320x240", "-frames:v", "1", picture.toString());
        return picture;
    }

    @Test
    void coverOfMatroskaIsKept() throws Exception {
        Path picture = picture("cover.jpg");
        Path video = folder.resolve("attached.mkv");
        Media.ffmpeg(
                "-i",
                sound.toString(),
                "-attach",
                picture("other.png").toString(),
                "-metadata:s:t:0",
                "mimetype=image/png",
                "-attach",
                picture.toString(),
                "-metadata:s:t:1",
                "mimetype=image/jpeg",
                "-c",
                "copy",
                video.toString());
        Result result = server.convert(video, "quality=4");
        assertThat(Media.probe(result.file(), "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0"))
                .contains("mjpeg,320,240");
        assertThat(result.member("cover").booleanValue()).isTrue();
        assertThat(Media.probe(server.convert(video, "format=original").file(), "-show_streams"))
                .contains("codec_name=aac", "codec_name=mjpeg");
    }

    private HttpResponse<byte[]> convert(Object... parts) throws IOException, InterruptedException {
        return server.client().form("/convert", parts);
    }

    @Test
    void coverAndChaptersAreTakenFromPartsOfTheirOwn() throws Exception {
        Path chapters = Files.writeString(folder.resolve("chapters.vtt"), """
                WEBVTT

                00:00.000 --> 00:02.000
                Of the upload

                00:02.000 --> 00:06.000
                Zwei
                """);
        String job =
                Client.jobId(convert("chapters", chapters, "start", "1", "file", sound, "cover", picture("given.jpg")));
        Result result = server.result(job);
        assertThat(Media.probe(result.file(), "-show_chapters", "-of", "csv=p=0"))
                .contains("0,1/1000,0,0.000000,1000,1.000000,Of the upload")
                .contains("1,1/1000,1000,1.000000,5000,5.000000,Zwei");
        assertThat(Media.probe(result.file(), "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0"))
                .contains("mjpeg,320,240");
        assertThat(result.status().required("options").required("cover").stringValue())
                .isEqualTo("given");
        String lifted = Client.jobId(convert(
                "format", "original", "chapters", "0:00 A\n0:03 B", "file", sound, "cover", picture("given.png")));
        Result original = server.result(lifted);
        assertThat(Media.probe(original.file(), "-show_chapters", "-show_streams"))
                .contains("title=A", "title=B", "codec_name=png");
        try (Stream<Path> kept = Files.walk(folder.resolve("data"))) {
            assertThat(kept.filter(file -> file.toString().endsWith(".labels"))).hasSize(2);
        }
        assertThat(server.client()
                        .send("DELETE", "/jobs/" + job, BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(204);
        try (Stream<Path> kept = Files.walk(folder.resolve("data"))) {
            assertThat(kept.filter(file -> file.toString().endsWith(".labels"))).hasSize(1);
        }
    }

    @Test
    void unusableCoverOrChaptersAreRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("no.png"), "no picture");
        JsonNode cover = Client.problem(convert("cover", text, "file", sound), 422, "INVALID_OPTION");
        assertThat(cover.required("errors").get(0).required("pointer").stringValue())
                .isEqualTo("#/cover");
        assertThat(cover.required("detail").stringValue()).contains("no JPEG or PNG picture");
        JsonNode chapters =
                Client.problem(convert("file", sound, "chapters", "0:00 A\nlater B"), 422, "INVALID_OPTION");
        assertThat(chapters.required("detail").stringValue()).contains("Line 2");
        Client.problem(convert("cover", "given", "file", sound), 422, "INVALID_OPTION");
    }

    @Test
    void commandTakesFiles() throws Exception {
        Path chapters = Files.writeString(folder.resolve("chapters of mine.txt"), "0:00 Eins\n0:02 Zwei\n");
        Path mp3 = folder.resolve("cli.mp3");
        assertThat(convertCommand(
                                sound.toString(),
                                "-o",
                                mp3.toString(),
                                "--cover",
                                picture("c.png").toString(),
                                "--chapters",
                                chapters.toString())
                        .output())
                .contains("cli.mp3");
        assertThat(Media.probe(mp3, "-show_chapters", "-show_streams")).contains("title=Zwei", "codec_name=png");
        assertThat(convertCommand(sound.toString(), "-f", "-o", mp3.toString(), "--cover", chapters.toString())
                        .output())
                .contains("--cover must be", "no JPEG or PNG picture");
        assertThat(convertCommand(sound.toString(), "-f", "-o", mp3.toString(), "--chapters", "absent.txt")
                        .output())
                .contains("absent.txt");
    }
}
