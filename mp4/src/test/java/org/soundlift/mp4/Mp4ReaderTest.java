package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.soundlift.mp4.Mp4Builder.FRAME;
import static org.soundlift.mp4.Mp4Builder.RATE;
import static org.soundlift.mp4.Mp4Builder.box;
import static org.soundlift.mp4.Mp4Builder.fileType;
import static org.soundlift.mp4.Mp4Builder.ints;
import static org.soundlift.mp4.Mp4Builder.join;
import static org.soundlift.mp4.Mp4Builder.movie;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.options.TagField;
import org.soundlift.mp4.label.SourceLabels;

class Mp4ReaderTest {
    private static final Mp4Reader.Request LIMITS = Mp4Reader.Request.ofAll(Duration.ofHours(12));

    @TempDir
    Path folder;

    private final Mp4Builder builder = new Mp4Builder();

    private Mp4Movie read(byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve("video"), bytes);
        try (FileChannel channel = FileChannel.open(file)) {
            return Mp4Reader.read(new ChannelRanges(channel), LIMITS);
        }
    }

    private FailureCode code(byte[] bytes) {
        return catchThrowableOfType(ConversionException.class, () -> read(bytes))
                .failure()
                .code();
    }

    private static Duration frames(int count) {
        return Duration.ofNanos(1_000_000_000L * count * FRAME / RATE);
    }

    @Test
    void lengthIsThatOfTheSamples() throws Exception {
        assertThat(read(builder.file()).audio().duration()).isEqualTo(frames(10));
    }

    @Test
    void editListTrims() throws Exception {
        builder.samples = 100;
        builder.edits = List.of(new int[] {500, -1}, new int[] {1_000, FRAME});
        assertThat(read(builder.file()).audio().duration()).isEqualTo(Duration.ofSeconds(1));
        builder.edits = List.of(new int[] {60_000, FRAME});
        assertThat(read(builder.file()).audio().duration()).isEqualTo(frames(99));
    }

    @Test
    void opusDropsItsPreSkip() throws Exception {
        builder.codec = "Opus";
        builder.timescale = 48_000;
        builder.samples = 50;
        builder.delta = 960;
        builder.codecBoxes = box("dOps", new byte[] {0, 1, 1, 56, 0, 0, 0, 0, 0, 0, 0});
        assertThat(read(builder.file()).audio().duration())
                .isEqualTo(Duration.ofNanos((48_000 - 312) * 1_000_000_000L / 48_000));
    }

    @Test
    void firstEnabledTrackIsTaken() throws Exception {
        builder.trackFlags = 2;
        byte[] disabled = builder.track(7, 0);
        builder.trackFlags = 3;
        builder.samples = 15;
        byte[] enabled = builder.track(8, 0);
        byte[] padding = box("free", new byte[2_000]);
        assertThat(read(join(fileType(), movie(disabled, enabled), padding))
                        .audio()
                        .duration())
                .isEqualTo(frames(15));
        assertThat(read(join(fileType(), movie(disabled), padding)).audio().duration())
                .isEqualTo(frames(10));
    }

    @Test
    void fragmentsCount() throws Exception {
        builder.samples = 0;
        byte[] extend = box("mvex", box("trex", ints(0, 1, 1, FRAME, 10, 0)));
        byte[] run = box("trun", ints(0, 20));
        byte[] fragment = box("moof", box("mfhd", ints(0, 1)), box("traf", box("tfhd", ints(0, 1)), run));
        byte[] others = box("moof", box("traf", box("tfhd", ints(0, 9)), run));
        byte[] file = join(builder.file(extend), fragment, others, fragment, box("mdat", new byte[2_000]));
        assertThat(read(file).audio().duration()).isEqualTo(frames(40));
        byte[] beyond = box("moof", box("traf", box("tfhd", ints(0, 1)), box("trun", ints(1, 20, 1_000_000))));
        assertThat(code(join(builder.file(extend), beyond))).isEqualTo(FailureCode.TRUNCATED_MEDIA);
    }

    @Test
    void recordingsOfManyFragmentsAreRead() throws Exception {
        builder.samples = 0;
        byte[] extend = box("mvex", box("trex", ints(0, 1, 1, FRAME, 1, 0)));
        byte[] video = box("traf", box("tfhd", ints(0, 9)), box("tfdt", ints(0, 0)), box("trun", ints(0, 20)));
        byte[] audio = box("traf", box("tfhd", ints(0, 1)), box("tfdt", ints(0, 0)), box("trun", ints(0, 86)));
        byte[] fragment = join(box("moof", box("mfhd", ints(0, 1)), video, audio), box("mdat"));
        byte[][] threeHours = Collections.nCopies(5_400, fragment).toArray(byte[][]::new);
        byte[] end = box("free", new byte[12_000]);
        assertThat(read(join(builder.file(extend), join(threeHours), end))
                        .audio()
                        .duration())
                .isEqualTo(frames(5_400 * 86));
    }

    /** Apple's IMA ADPCM: 64 ticks lie in 34 bytes, and the table of sizes says 1 for each tick. */
    @Test
    void packedQuickTimeSoundCountsTicks() throws Exception {
        builder.codec = "ima4";
        builder.entryVersion = 1;
        builder.codecBoxes = ints(64, 34, 34, 2);
        builder.samples = 100 * RATE;
        builder.delta = 1;
        builder.sampleBytes = 1;
        byte[] data = box("mdat", new byte[100 * RATE / 64 * 34]);
        byte[] file = join(fileType(), movie(builder.track(1, 0)), data);
        assertThat(read(file).audio().heard().timeline().samples())
                .as("the last packet is not whole")
                .isEqualTo(100 * RATE / 64 * 64);
        assertThat(code(join(fileType(), movie(builder.track(1, 300_000)), data)))
                .isEqualTo(FailureCode.TRUNCATED_MEDIA);
    }

    @Test
    void tagsAreRead() throws Exception {
        byte[] title = box("©nam", box("data", ints(1, 0), "Élan".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        byte[] cover = box("covr", box("data", ints(13, 0), new byte[100]));
        byte[] meta = box("meta", ints(0), box("hdlr", new byte[25]), box("ilst", cover, title));
        assertThat(read(builder.file(box("udta", meta))).labels().texts()).containsEntry(TagField.TITLE, "Élan");
        assertThat(read(builder.file(box("udta", box("meta", new byte[3])))).labels())
                .isEqualTo(SourceLabels.NONE);
    }

    @Test
    void everyDefectHasItsCode() {
        assertThat(code(fileType())).isEqualTo(FailureCode.MALFORMED_MEDIA);
        assertThat(code(join(fileType(), ints(4), ints(0), ints(0)))).isEqualTo(FailureCode.MALFORMED_MEDIA);
        assertThat(code(join(fileType(), box("moov", new byte[0])))).isEqualTo(FailureCode.MALFORMED_MEDIA);
        assertThat(code(join(fileType(), movie()))).isEqualTo(FailureCode.NO_AUDIO_TRACK);
        byte[] media = box("mdat", new byte[1000]);
        assertThat(code(join(fileType(), Arrays.copyOf(media, 500))))
                .as("the movie box would follow the media")
                .isEqualTo(FailureCode.TRUNCATED_MEDIA);
        assertThat(code(join(fileType(), media))).isEqualTo(FailureCode.MALFORMED_MEDIA);
        byte[] lying = join(ints(1), "mdat".getBytes(UTF_8), ints(1 << 30, 0), new byte[100]);
        assertThat(code(join(fileType(), lying))).isEqualTo(FailureCode.MALFORMED_MEDIA);

        builder.handler = "vide";
        assertThat(code(builder.file())).isEqualTo(FailureCode.NO_AUDIO_TRACK);
        builder.handler = "soun";
        builder.codec = "zzzz";
        assertThat(code(builder.file())).isEqualTo(FailureCode.UNSUPPORTED_AUDIO);
        builder.codec = "enca";
        assertThat(code(builder.file())).isEqualTo(FailureCode.ENCRYPTED_MEDIA);
        builder.codec = "mp4a";
        builder.codecBoxes = box("sinf", new byte[4]);
        assertThat(code(builder.file())).isEqualTo(FailureCode.ENCRYPTED_MEDIA);
        builder.codecBoxes = new byte[0];
        builder.selfContained = 0;
        assertThat(code(builder.file())).isEqualTo(FailureCode.MALFORMED_MEDIA);
        builder.selfContained = 1;
        builder.samples = 0;
        assertThat(code(builder.file())).isEqualTo(FailureCode.EMPTY_AUDIO_TRACK);
    }

    @Test
    void samplesBeyondTheEndAreMissed() {
        byte[] table = builder.track(1, 5_000);
        assertThat(code(join(fileType(), movie(table)))).isEqualTo(FailureCode.TRUNCATED_MEDIA);
    }

    @Test
    void bombsAreRefusedWithoutEffort() {
        builder.samples = 20_000_000;
        builder.sampleBytes = 0; // They are listed.
        assertThat(code(join(fileType(), movie(builder.track(1, 0))))).isEqualTo(FailureCode.MALFORMED_MEDIA);
        builder.samples = 5_000_000;
        builder.sampleBytes = 100;
        assertThat(code(join(fileType(), movie(builder.track(1, 0))))).isEqualTo(FailureCode.DURATION_LIMIT_EXCEEDED);
        builder.samples = 10;
        builder.delta = Integer.MAX_VALUE;
        assertThat(code(builder.file())).isEqualTo(FailureCode.DURATION_LIMIT_EXCEEDED);
        builder.delta = FRAME;
        builder.edits = Collections.nCopies(10_001, new int[] {200, 0});
        assertThat(code(builder.file())).isEqualTo(FailureCode.RESOURCE_LIMIT_EXCEEDED);
        builder.edits = List.of();
        byte[][] tracks = Collections.nCopies(33, builder.track(1, 0)).toArray(byte[][]::new);
        assertThat(code(join(fileType(), movie(tracks)))).isEqualTo(FailureCode.RESOURCE_LIMIT_EXCEEDED);
        byte[] boxes = join(Collections.nCopies(20_001, box("free")).toArray(byte[][]::new));
        assertThat(code(join(fileType(), boxes))).isEqualTo(FailureCode.RESOURCE_LIMIT_EXCEEDED);
    }

    /** Whatever a file holds, it is read or refused with a code: no other exception, no endless loop. */
    @Test
    void damagedFilesAreReadOrRefused() {
        Random random = new Random(1);
        byte[] whole = builder.file();
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, whole.length - random.nextInt(20));
            for (int n = random.nextInt(6); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThatCode(() -> readOrRefuse(damaged)).doesNotThrowAnyException();
        }
    }

    private void readOrRefuse(byte[] bytes) throws Exception {
        try {
            read(bytes);
        } catch (ConversionException refused) {
            assertThat(refused.failure().detail()).isNotEmpty();
        }
    }
}
