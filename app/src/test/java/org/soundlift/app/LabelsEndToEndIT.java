package org.soundlift.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundServer;
import org.soundlift.app.support.SoundServer.Result;

/** Texts, covers and chapters, as programs of others read them in the result. */
class LabelsEndToEndIT {
    @TempDir
    static Path folder;

    private static SoundServer server;
    private static Path sound;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = new SoundServer(folder);
        sound = Media.make(folder.resolve("sound.m4a"), List.of("-f", "lavfi", "-i", "sine=f=330:d=6"), "-c:a", "aac");
    }

    @AfterAll
    static void stop() {
        server.close();
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
}
