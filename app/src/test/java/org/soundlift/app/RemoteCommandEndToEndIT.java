package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.CountingRelay;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;

/** {@code soundlift convert --server}: what is sent, and that what comes back is what this machine would have made. */
class RemoteCommandEndToEndIT extends SoundFixture {
    private CountingRelay relay;
    private Path video;

    @BeforeAll
    void makeVideo() throws Exception {
        relay = new CountingRelay(URI.create(server.client().url()).getPort());
        Path chapters = Files.writeString(folder.resolve("chapters.txt"), """
                ;FFMETADATA1
                artist=Ada
                [CHAPTER]
                TIMEBASE=1/1000
                START=0
                END=4000
                title=Eins
                [CHAPTER]
                TIMEBASE=1/1000
                START=4000
                END=12000
                title=Zwei
                """);
        video = folder.resolve("Predigt am Sonntag.mp4");
        Media.ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "mandelbrot=s=640x480:r=25",
                "-f",
                "lavfi",
                "-i",
                "sine=f=330:d=12",
                "-i",
                chapters.toString(),
                "-map_metadata",
                "2",
                "-c:v",
                "mpeg4",
                "-q:v",
                "2",
                "-c:a",
                "aac",
                "-t",
                "12",
                video.toString());
    }

    @AfterAll
    void closeRelay() throws IOException {
        relay.close();
    }

    private Path local(String name, String... options) throws Exception {
        return converted(name, List.of(options));
    }

    private Path remote(String name, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--server", relay.endpoint().toString()));
        all.addAll(List.of(options));
        return converted(name, all);
    }

    private Path converted(String name, List<String> options) throws Exception {
        Path result = folder.resolve(name);
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--force", "-o", result.toString()));
        SoundliftProcess run = convertCommand(all.toArray(String[]::new));
        assertThat(run.exitStatus()).as(run.output()).isZero();
        return result;
    }

    @Test
    void soundAloneIsSentAndTheResultIsTheSame() throws Exception {
        long before = relay.bytesToServer();
        Path there = remote("there.mp3", video.toString());
        assertThat(relay.bytesToServer() - before).isLessThan(Files.size(video) / 10);
        assertThat(there).hasSameBinaryContentAs(local("here.mp3", video.toString()));
        assertThat(Media.probe(there, "-show_chapters", "-show_format")).contains("TAG:artist=Ada", "title=Zwei");
    }

    @Test
    void partAloneIsSent() throws Exception {
        String[] part = {"--start", "3", "--end", "-5.5", "--loudness", "-18", "--title", "Teil", video.toString()};
        long before = relay.bytesToServer();
        Path there = remote("part-there.mp3", part);
        long sent = relay.bytesToServer() - before;
        assertThat(Media.samples(there)).isEqualTo(Math.round(3.5 * 44_100));
        assertThat(there).hasSameBinaryContentAs(local("part-here.mp3", part));
        long whole = relay.bytesToServer();
        remote("all.mp3", video.toString());
        assertThat(sent).isLessThan((relay.bytesToServer() - whole) / 2);
    }

    @Test
    void wholeVideoIsSentWhereItIsAskedFor() throws Exception {
        long before = relay.bytesToServer();
        Path there = remote("whole.mp3", "--whole", "--start", "3", video.toString());
        assertThat(relay.bytesToServer() - before).isGreaterThan(Files.size(video));
        assertThat(there).hasSameBinaryContentAs(local("whole-here.mp3", "--start", "3", video.toString()));
    }

    @Test
    void wholeVideoIsSentWhereItsSoundCantBeTakenOut() throws Exception {
        Path vorbis = folder.resolve("vorbis.mkv");
        Media.ffmpeg("-i", video.toString(), "-vn", "-c:a", "libvorbis", vorbis.toString());
        Path cover = folder.resolve("cover.png");
        Media.ffmpeg("-f", "lavfi", "-i", "testsrc=size=300x200", "-frames:v", "1", cover.toString());
        Path lines = Files.writeString(folder.resolve("lines.txt"), "0:00 A\n0:05 B\n");
        String[] labels = {
            "--cover", cover.toString(), "--chapters", lines.toString(), "--start", "1", vorbis.toString()
        };
        Path there = remote("vorbis-there.mp3", labels);
        assertThat(Media.probe(there, "-show_chapters", "-show_streams")).contains("title=B", "width=300");
        assertThat(there).hasSameBinaryContentAs(local("vorbis-here.mp3", labels));
    }

    @Test
    void uploadThatIsCutIsSentAgain() throws Exception {
        relay.cutAfter(relay.bytesToServer() + 50_000);
        assertThat(remote("cut.mp3", video.toString())).hasSameBinaryContentAs(local("cut-here.mp3", video.toString()));
    }

    @Test
    void eachTrackIsSentByItself() throws Exception {
        Path two = folder.resolve("two.m4a");
        Media.ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "sine=f=330:d=4",
                "-f",
                "lavfi",
                "-i",
                "sine=f=660:d=3",
                "-map",
                "0",
                "-map",
                "1",
                "-c:a",
                "aac",
                two.toString());
        remote("two-there.mp3", "--track", "all", two.toString());
        local("two-here.mp3", "--track", "all", two.toString());
        for (String track : List.of("", "-2")) {
            assertThat(folder.resolve("two-there" + track + ".mp3"))
                    .hasSameBinaryContentAs(folder.resolve("two-here" + track + ".mp3"));
        }
    }

    @Test
    void videoWithoutSoundIsRefusedHere() throws Exception {
        Path silent = folder.resolve("silent.mp4");
        Media.ffmpeg("-f", "lavfi", "-i", "testsrc=d=1", "-c:v", "mpeg4", silent.toString());
        SoundliftProcess run = convertCommand("--server", relay.endpoint().toString(), silent.toString());
        assertThat(run.exitStatus()).isOne();
        assertThat(run.output()).contains("NO_AUDIO_TRACK");
        JsonNode jobs = Client.json(server.client().get("/jobs")).required("jobs");
        assertThat(jobs.toString()).doesNotContain("silent.mp4");
    }

    @Test
    void serverThatIsNoneIsSaidAtOnce() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        SoundliftProcess away = convertCommand("--server", "http://127.0.0.1:" + free, video.toString());
        assertThat(away.exitStatus()).isEqualTo(2);
        assertThat(away.output()).contains("can't be reached");
        assertThat(convertCommand("--server", "ftp://x", video.toString()).output())
                .contains("must be an address");
        assertThat(convertCommand("--whole", video.toString()).output()).contains("name it by --server");
        assertThat(convertCommand("--server", relay.endpoint().toString(), "--format", "original", video.toString())
                        .output())
                .contains("needs no server");
    }
}
