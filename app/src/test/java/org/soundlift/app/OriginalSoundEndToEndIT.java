package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundServer.Result;

/** The sound as it is in the video, and as uncompressed samples. FFmpeg reads what comes out. */
class OriginalSoundEndToEndIT extends SoundFixture {
    private static final int RATE = 48_000;
    private static final String TONES = "0.3*sin(2*PI*330*t)*lt(mod(t,1.5),1)|0.2*sin(2*PI*500*t)";

    private static Path video(String name, String... codec) throws IOException, InterruptedException {
        String source = "aevalsrc='%s':s=%d:d=4".formatted(TONES, RATE);
        List<String> inputs = List.of("-f", "lavfi", "-i", source, "-metadata", "title=Of the video", "-strict", "-2");
        return Media.make(folder.resolve(name), inputs, codec);
    }

    /** A number for the bytes of all packets, as FFmpeg finds them. */
    private static String packets(Path file) throws IOException, InterruptedException {
        return hash(file, "-c", "copy", "-f", "streamhash");
    }

    private static String samples(Path file, String coding) throws IOException, InterruptedException {
        return hash(file, "-c:a", coding, "-f", "md5");
    }

    private static String hash(Path file, String... how) throws IOException, InterruptedException {
        String[] all = new String[how.length + 5];
        System.arraycopy(new String[] {"-i", file.toString(), "-map", "0:a:0"}, 0, all, 0, 4);
        System.arraycopy(how, 0, all, 4, how.length);
        all[all.length - 1] = "-";
        return Media.ffmpeg(all);
    }

    @ParameterizedTest
    @CsvSource({
        "aac.mp4, aac, m4a, aac",
        "aac.mov, aac, m4a, aac",
        "alac.m4a, alac, m4a, alac",
        "opus.mp4, libopus, ogg, opus",
        "flac.mp4, flac, flac, flac",
        "mp3.mp4, libmp3lame, mp3, mp3",
        "mp3.mov, libmp3lame, mp3, mp3",
        "ac3.mp4, ac3, ac3, ac3",
        "eac3.mp4, eac3, eac3, eac3",
        "ima4.mov, adpcm_ima_qt, mov, adpcm_ima_qt",
        "opus.webm, libopus, ogg, opus",
        "vorbis.webm, libvorbis, ogg, vorbis",
        "flac.mkv, flac, flac, flac",
        "aac.mkv, aac, m4a, aac",
        "alac.mkv, alac, m4a, alac",
        "mp3.mkv, libmp3lame, mp3, mp3",
        "ac3.mkv, ac3, ac3, ac3",
        "eac3.mkv, eac3, eac3, eac3"
    })
    void packetsAreThoseOfTheVideo(String name, String encoder, String extension, String codec) throws Exception {
        Path video = video(name, "-c:a", encoder);
        Result result = server.convert(video, "format=original");
        assertThat(result.url()).endsWith("." + extension);
        assertThat(result.member("format").stringValue()).isEqualTo(extension);
        assertThat(result.member("encoder").stringValue()).isEqualTo("copy");
        assertThat(result.member("seconds").doubleValue()).isEqualTo(4, within(0.1));
        assertThat(packets(result.file())).isEqualTo(packets(video));
        assertThat(Media.probe(result.file(), "-show_entries", "stream=codec_name,channels", "-of", "csv=p=0"))
                .startsWith(codec + ",2");
        if (!extension.endsWith("ac3")) { // Which has no place for texts.
            assertThat(Media.probe(result.file(), "-show_entries", "format_tags=title:stream_tags=title"))
                    .contains("Of the video");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pcm_s16le",
        "pcm_s16be",
        "pcm_s24be",
        "pcm_s32le",
        "pcm_f32be",
        "pcm_f64le",
        "pcm_u8",
        "pcm_s8",
        "pcm_mulaw",
        "pcm_alaw"
    })
    void uncompressedSoundIsAWaveFile(String codec) throws Exception {
        Path video = video(codec + ".mov", "-c:a", codec, "-ar", "44100");
        Result result = server.convert(video, "format=original&start=0.5&end=3");
        assertThat(result.url()).endsWith(".wav");
        Path wanted = folder.resolve(codec + ".wav");
        Media.ffmpeg("-i", video.toString(), "-af", "atrim=0.5:3", "-c:a", "pcm_f64le", wanted.toString());
        assertThat(samples(result.file(), "pcm_f64le")).isEqualTo(samples(wanted, "pcm_f64le"));
        assertThat(Media.probe(result.file(), "-show_entries", "format_tags=title"))
                .contains("Of the video");
    }

    @Test
    void uncompressedSoundOfMatroskaIsAWaveFile() throws Exception {
        Path video = video("pcm.mkv", "-c:a", "pcm_s24le");
        Result result = server.convert(video, "format=original&start=1&end=-0.5");
        assertThat(result.member("seconds").doubleValue()).isEqualTo(2.5);
        Path wanted = folder.resolve("pcm-mkv.wav");
        Media.ffmpeg(
                "-i",
                video.toString(),
                "-af",
                "atrim=start_sample=48000:end_sample=168000",
                "-c:a",
                "pcm_f64le",
                wanted.toString());
        assertThat(samples(result.file(), "pcm_f64le")).isEqualTo(samples(wanted, "pcm_f64le"));
    }

    @Test
    void surroundSoundKeepsItsChannels() throws Exception {
        String source = "aevalsrc='0.1|0.2|0.3|0.01|0.4|0.5':s=48000:d=1:c=5.1";
        Path video = Media.make(folder.resolve("5.1.mov"), List.of("-f", "lavfi", "-i", source), "-c:a", "pcm_s24le");
        Result result = server.convert(video, "format=original");
        assertThat(Media.probe(result.file(), "-show_entries", "stream=channel_layout"))
                .contains("=5.1");
        assertThat(samples(result.file(), "pcm_s24le")).isEqualTo(samples(video, "pcm_s24le"));
    }

    @ParameterizedTest
    @CsvSource({
        "aac.m4a, aac, m4a",
        "opus.mp4, libopus, ogg",
        "flac.mp4, flac, m4a",
        "ac3.mp4, ac3, m4a",
        "aac.mkv, aac, m4a",
        "opus.webm, libopus, ogg",
        "flac.mkv, flac, m4a"
    })
    void partBeginsAtItsSample(String name, String encoder, String extension) throws Exception {
        Path video = video("cut-" + name, "-c:a", encoder);
        Result part = server.convert(video, "format=original&start=1.1&end=2.9");
        assertThat(part.url()).endsWith("." + extension);
        assertThat(part.member("seconds").doubleValue()).isEqualTo(1.8);
        // FFmpeg does not end within a frame of these files.
        assertThat(Media.samples(part.file())).isBetween(RATE * 18L / 10, RATE * 18L / 10 + 4_608);
        Path wav = server.convert(video, "format=wav&start=1.1&end=2.9").file();
        Path both = folder.resolve(name + "-difference.wav");
        Media.ffmpeg(
                "-i",
                part.file().toString(),
                "-i",
                wav.toString(),
                "-filter_complex",
                "[0]atrim=end=1.7,volume=-1[a];[1]atrim=end=1.7[b];[a][b]amix=inputs=2:normalize=0",
                "-c:a",
                "pcm_f32le",
                both.toString());
        assertThat(Media.peak(both)).as("the same samples at the same time").isLessThan(-60);
    }

    @Test
    void wavHasTheSamplesThatWereThere() throws Exception {
        Path video = video("exact.mov", "-c:a", "pcm_s16be");
        Result result = server.convert(video, "format=wav");
        assertThat(samples(result.file(), "pcm_s16le")).isEqualTo(samples(video, "pcm_s16le"));
        assertThat(result.member("encoder").stringValue()).isEqualTo("pcm");
        Result other = server.convert(video, "format=wav&sample_rate=16000&channels=mono&loudness=-20&start=1");
        assertThat(Media.probe(other.file(), "-show_entries", "stream=sample_rate,channels", "-of", "csv=p=0"))
                .startsWith("16000,1");
        assertThat(Media.samples(other.file())).isEqualTo(3 * 16_000);
        assertThat(Media.loudness(other.file()) + 3.01).isEqualTo(-20, within(0.5));
    }

    @Test
    void otherNamesLeadToTheResult() throws Exception {
        Path video = video("redirect.m4a", "-c:a", "aac");
        Result result = server.convert(video, "format=original");
        String job = result.status().required("job_id").stringValue();
        HttpResponse<byte[]> answer = server.client().get("/download/" + job + ".mp3");
        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("/download/" + job + ".m4a"));
        assertThat(Client.text(answer)).contains(job + ".m4a");
        HttpResponse<byte[]> sound = server.client().get("/download/" + job + ".m4a");
        assertThat(sound.headers().firstValue("Content-Type")).hasValue("audio/mp4");
        assertThat(sound.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("v.m4a");
    }

    @ParameterizedTest
    @CsvSource({
        "format=original&loudness=-16",
        "format=original&quality=2",
        "format=original&bitrate=128",
        "format=original&channels=mono",
        "format=original&preset=podcast",
        "format=wav&bitrate=128",
        "format=ogg"
    })
    void contradictionsAreRefused(String query) throws Exception {
        Path video = video("refused.m4a", "-c:a", "aac");
        Client.problem(server.client().upload(BodyPublishers.ofFile(video), "?" + query), 422, "INVALID_OPTION");
    }

    @Test
    void commandLineNamesTheFileByItsKind() throws Exception {
        Path video = video("cli.mp4", "-c:a", "libopus");
        assertThat(convertCommand("--format", "original", video.toString()).output())
                .contains("cli.ogg");
        assertThat(Files.exists(folder.resolve("cli.ogg"))).isTrue();
        assertThat(convertCommand("--format", "original", video.toString()).output())
                .contains("cli.ogg exists already");
        assertThat(convertCommand(
                                "--format",
                                "original",
                                "-o",
                                folder.resolve("x.m4a").toString(),
                                video.toString())
                        .output())
                .contains("x.m4a promises another format; the result is of the kind .ogg");
        assertThat(convertCommand(
                                "--format", "wav", "-o", folder.resolve("x.wav").toString(), video.toString())
                        .output())
                .contains("x.wav (");
    }
}
