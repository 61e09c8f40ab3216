package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Media;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.options.Cut;
import org.soundlift.core.options.Labels;
import org.soundlift.core.options.TimeText;
import org.soundlift.core.track.TrackChoice;
import org.soundlift.mp4.ChannelRanges;
import org.soundlift.mp4.Mp4Reader;
import org.soundlift.mp4.SoundFile;

/**
 * Module {@code mp4} gives the same bytes, or the same refusal, on the JVM and in Chromium: for files made here, and for those of
 * the folders that {@code SOUNDLIFT_TEST_MEDIA}, {@code SOUNDLIFT_QUIRK_MEDIA} and {@code SOUNDLIFT_HOSTILE_MEDIA} name.
 */
class LifterBrowserEndToEndIT extends PageFixture {
    private static final List<String> FOLDERS =
            List.of("SOUNDLIFT_TEST_MEDIA", "SOUNDLIFT_QUIRK_MEDIA", "SOUNDLIFT_HOSTILE_MEDIA");
    private static final long MOST_BYTES = 50_000_000;

    private static final String LIFT = """
            async ([start, end]) => {
              const file = document.getElementById('probe').files[0];
              const url = new URL('lift-worker.js', document.querySelector('script[type=module]').src);
              const worker = window.worker ??= new Worker(url, { type: 'module' });
              const wish = { start, end, track: '', cover: true, chapters: true, allowIncomplete: false };
              const result = await new Promise((resolve) => {
                worker.onerror = (event) => resolve(`broken: ${event.message}`);
                worker.onmessage = ({ data: { refusal, sound } }) => {
                  if (refusal) resolve(refusal.code ?? 'unable');
                  if (sound) resolve(sound);
                };
                worker.postMessage({ file, wish });
              });
              if (typeof result === 'string') return result;
              const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await result.arrayBuffer()));
              return `${result.size} ${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
            }""";

    private record Span(String start, String end) {}

    private static final List<Span> SPANS = List.of(
            new Span("", ""), new Span("0.5", "1.25"), new Span("1.7", ""), new Span("", "-0.3"), new Span("90", "95"));

    private static String onTheJvm(Path file, Span span) throws IOException {
        Cut cut = new Cut(TimeText.parse(span.start()).orElse(Duration.ZERO), TimeText.parse(span.end()), false);
        var request = new Mp4Reader.Request(Duration.ofDays(365), false, cut, TrackChoice.DEFAULT, true);
        try (FileChannel channel = FileChannel.open(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            InputStream sound = SoundFile.of(new ChannelRanges(channel), request, Labels.OF_VIDEO)
                    .open();
            long bytes = new DigestInputStream(sound, digest).transferTo(java.io.OutputStream.nullOutputStream());
            return bytes + " " + HexFormat.of().formatHex(digest.digest());
        } catch (ConversionException e) {
            return e.failure().code().name();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Path> files(String variable) throws IOException {
        String named = System.getenv(
                variable); // These files are not in the repository: without them, those made here are compared.
        try (Stream<Path> all = named == null ? Stream.empty() : Files.list(Path.of(named))) {
            return all
                    .filter(file -> file.toString().matches(".*\\.(mp4|m4a|m4v|mov|3gp|qt|bin)"))
                    .filter(file -> file.toFile().length() < MOST_BYTES)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /** All of them of real files and those made here; of the others the whole, and another one in turn. */
    private static List<Span> spans(Path file, int number) {
        boolean isMany = Stream.of("SOUNDLIFT_QUIRK_MEDIA", "SOUNDLIFT_HOSTILE_MEDIA")
                .map(System::getenv)
                .anyMatch(named -> named != null && file.startsWith(named));
        return isMany ? List.of(SPANS.getFirst(), SPANS.get(1 + number % (SPANS.size() - 1))) : SPANS;
    }

    private List<Path> corpus() throws Exception {
        List<String> tone = List.of("-f", "lavfi", "-i", "sine=duration=3:sample_rate=44100");
        List<Path> corpus = new ArrayList<>(List.of(
                Media.video(folder, 3),
                Media.make(folder.resolve("fragmented.mp4"), tone, "-movflags", "+frag_keyframe+empty_moov"),
                Media.make(folder.resolve("pcm.mov"), tone, "-c:a", "pcm_s24be"),
                Media.make(folder.resolve("alac.m4a"), tone, "-c:a", "alac", "-metadata", "title=Über"),
                Media.make(folder.resolve("opus.mp4"), tone, "-c:a", "libopus", "-strict", "-2"),
                Media.silentMovie(folder)));
        for (String variable : FOLDERS) {
            files(variable).forEach(corpus::add);
        }
        return corpus;
    }

    @Test
    void bytesAreTheSameInChromium() throws Exception {
        page.evaluate(
                "document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'probe' }))");
        SoftAssertions soft = new SoftAssertions();
        int lifted = 0;
        List<Path> corpus = corpus();
        for (int i = 0; i < corpus.size(); i++) {
            Path file = corpus.get(i);
            page.setInputFiles("#probe", file);
            for (Span span : spans(file, i)) {
                String expected = onTheJvm(file, span);
                Object found = page.evaluate(LIFT, List.of(span.start(), span.end()));
                soft.assertThat(found).as("%s %s", file.getFileName(), span).isEqualTo(expected);
                lifted += expected.contains(" ") ? 1 : 0;
            }
        }
        System.out.println(lifted + " lifted in Chromium, of " + corpus.size() + " files");
        assertThat(lifted).isGreaterThanOrEqualTo(15);
        soft.assertAll();
    }
}
