package org.soundlift.app;

import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundServer.Result;
import tools.jackson.databind.JsonNode;

/**
 * Presets, parts, loudness and mono together, on real files where {@code SOUNDLIFT_TEST_MEDIA} names their folder: the length is exact, and
 * the loudness the one that was asked for, or a warning says that it is not.
 */
class CombinedOptionsEndToEndIT extends SoundFixture {
    private static final List<String> REAL =
            List.of("edts.mp4", "flir_thermal.mp4", "fragmented_15s.mp4", "music_opus.webm", "two_aac_5.1_tracks.mp4");
    private static final List<String> PRESETS = List.of("", "podcast", "speech", "transcript", "music", "archive");
    private static final List<Cut> CUTS =
            List.of(new Cut("", 0), new Cut("start=0.5&end=-0.25", 0.75), new Cut("end=4.5", -4.5));

    private static final List<String> OTHERS = List.of("", "loudness=-16", "channels=mono&loudness=-20");

    /** @param less seconds that are left out; below 0: those that are left */
    private record Cut(String query, double less) {}

    private final Map<Path, Result> whole = new HashMap<>();

    private List<Path> files() throws Exception {
        String media = System.getenv("SOUNDLIFT_TEST_MEDIA");
        return media == null
                ? List.of(tone())
                : REAL.stream().map(name -> Path.of(media, name)).toList();
    }

    /** Each combination on one of the files, in turn. */
    @Test
    void combinationsKeepExactLengthsAndLoudness() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        List<Path> files = files();
        int number = 0;
        for (String preset : PRESETS) {
            for (Cut cut : CUTS) {
                for (String others : OTHERS) {
                    check(softly, files.get(number++ % files.size()), preset, cut, others);
                }
            }
        }
        softly.assertAll();
    }

    private void check(SoftAssertions softly, Path file, String preset, Cut cut, String others) throws Exception {
        String query = Stream.of(preset.isEmpty() ? "" : "preset=" + preset, cut.query(), others)
                .filter(part -> !part.isEmpty())
                .reduce("quality=2", (one, other) -> one + "&" + other);
        query = preset.isEmpty() ? query : query.replaceFirst("quality=2&", "");
        Result all = whole.containsKey(file) ? whole.get(file) : server.convert(file, "quality=9");
        whole.put(file, all);
        Result result = server.convert(file, query);
        double seconds = Media.samples(all.file()) / (double) all.rate();
        double expected = cut.less() < 0 ? -cut.less() : seconds - cut.less();
        softly.assertThat(Media.samples(result.file()))
                .as("%s %s", file.getFileName(), query)
                .isCloseTo(Math.round(expected * result.rate()), within(result.rate() == all.rate() ? 0L : 1L));
        String target = others.contains("loudness=")
                ? others.replaceFirst(".*loudness=", "")
                : preset.equals("podcast") ? "-16" : "";
        if (!target.isEmpty()) {
            int channels = result.member("channels").intValue();
            double missed = Media.loudness(result.file()) + (channels == 1 ? 3.01 : 0) - Double.parseDouble(target);
            JsonNode warnings = result.status().required("result").path("warnings");
            softly.assertThat(Math.abs(missed) <= 0.5 || warnings.toString().contains("LOUDNESS_MISSED"))
                    .as("%s %s: %s LU away, warnings %s", file.getFileName(), query, missed, warnings)
                    .isTrue();
        }
    }
}
