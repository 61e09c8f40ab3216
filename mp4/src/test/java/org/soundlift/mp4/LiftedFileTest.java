package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.core.job.ConversionException;

/** A lifted file is judged by reading it again; that FFmpeg decodes it to the sample is tested over HTTP. */
class LiftedFileTest {
    @TempDir
    Path folder;

    private final Mp4Builder builder = new Mp4Builder();

    /** The track alone. */
    private byte[] lift(byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve("video"), bytes);
        try (FileChannel channel = FileChannel.open(file)) {
            return Mp4Reader.read(new ChannelRanges(channel), Mp4Reader.Request.ofAll(Duration.ofHours(12)))
                    .audio()
                    .file()
                    .open()
                    .readAllBytes();
        }
    }

    private Duration duration(byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve("lifted"), bytes);
        try (FileChannel channel = FileChannel.open(file)) {
            return Mp4Reader.read(new ChannelRanges(channel), Mp4Reader.Request.ofAll(Duration.ofHours(12)))
                    .audio()
                    .duration();
        }
    }

    private static Duration frames(long count) {
        return Duration.ofNanos(1_000_000_000L * count * FRAME / RATE);
    }

    /** The payload of the box that comes last. */
    private static byte[] mediaData(byte[] lifted) {
        int at = new String(lifted, ISO_8859_1).lastIndexOf("mdat");
        return Arrays.copyOfRange(lifted, at + 12, lifted.length);
    }

    private static byte[] numbers(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @Test
    void samplesComeInTheirOrderAndNothingElseOfTheFile() throws Exception {
        byte[] one = numbers(500);
        byte[] two = Arrays.copyOfRange(numbers(1_000), 500, 1_000);
        byte[] between = "pixels of a stranger".getBytes(ISO_8859_1);
        byte[] data = box("mdat", join(two, between, one));
        int start = fileType().length + 8;
        builder.chunkOffsets = List.of(start + 500 + between.length, start);
        builder.codecBoxes = join(box("esds", ints(0)), box("moov", "a trap".getBytes(ISO_8859_1)));
        byte[] file = join(fileType(), data, movie(builder.track(1, 0), box("udta", "my name".getBytes(ISO_8859_1))));
        byte[] lifted = lift(file);
        assertThat(mediaData(lifted)).isEqualTo(numbers(1_000));
        assertThat(new String(lifted, ISO_8859_1))
                .contains("esds")
                .doesNotContain("stranger", "my name", "a trap", "udta");
        assertThat(duration(lifted)).isEqualTo(duration(file));
        assertThat(lift(lifted)).as("lifting again changes nothing").isEqualTo(lifted);
    }

    @Test
    void onlyWhatIsPlayedIsLifted() throws Exception {
        builder.samples = 100;
        builder.edits = List.of(new int[] {500, -1}, new int[] {1_000, FRAME}, new int[] {500, 9 * FRAME});
        assertThat(duration(builder.file())).isEqualTo(Duration.ofMillis(1_500));
        byte[] lifted = lift(builder.file());
        long units = 44 + 10 + 22 + 1; // Two parts, of which the second lies before the first, and its preroll.
        assertThat(duration(lifted)).isBetween(Duration.ofMillis(1_500), frames(units));
        assertThat(lift(lifted)).isEqualTo(lifted);
    }

    @Test
    void fragmentsBecomeOneTable() throws Exception {
        builder.samples = 0;
        byte[] extend = box("mvex", box("trex", ints(0, 1, 1, FRAME, 7, 0)));
        byte[] others = box("traf", box("tfhd", ints(0, 9)), box("trun", ints(0x201, 1, 128, 30)));
        byte[] ours = box("traf", box("tfhd", ints(0, 1)), box("trun", ints(0x200, 2, 5, 6)), box("trun", ints(0, 3)));
        byte[] fragment = box("moof", others, ours);
        assertThat(fragment).hasSize(120);
        byte[] file = join(builder.file(extend), fragment, box("mdat", numbers(30 + 11 + 21)));
        byte[] lifted = lift(file);
        assertThat(mediaData(lifted))
                .as("behind those of the other track, as nothing else is said")
                .isEqualTo(Arrays.copyOfRange(numbers(62), 30, 62));
        assertThat(duration(lifted)).isEqualTo(Duration.ofNanos(5_000_000_000L * FRAME / RATE));
        assertThat(new String(lifted, ISO_8859_1)).doesNotContain("moof", "mvex");
    }

    @Test
    void primingThatOnlyTheTagsTellIsCutOff() throws Exception {
        byte[] told = " 00000000 00000840 000001C0 0000000000000000".getBytes(ISO_8859_1);
        byte[] item = box(
                "----",
                box("mean", ints(0)),
                box("name", ints(0), "iTunSMPB".getBytes(ISO_8859_1)),
                box("data", ints(1, 0), told));
        byte[] file = builder.file(box("udta", box("meta", ints(0), box("ilst", item))));
        assertThat(duration(lift(file))).as("the decoder needs it").isEqualTo(frames(10));
        assertThat(duration(file)).isEqualTo(Duration.ofNanos(1_000_000_000L * (10 * FRAME - 0x840) / RATE));
    }

    /** Two samples of two frames: 12.2 kbit/s (type 7) and silence (type 8). */
    @Test
    void framesOfAmrAreSplit() throws Exception {
        byte[] frames = new byte[32 + 6];
        frames[0] = 7 << 3;
        frames[32] = 8 << 3;
        builder.codec = "samr";
        builder.samples = 2;
        builder.sampleBytes = frames.length;
        builder.timescale = 1_000;
        builder.delta = 40;
        byte[] lifted =
                lift(join(fileType(), box("mdat", frames, frames), movie(builder.track(1, fileType().length + 8))));
        assertThat(mediaData(lifted)).isEqualTo(join(frames, frames));
        assertThat(duration(lifted)).isEqualTo(Duration.ofMillis(80));
        int sizes = new String(lifted, ISO_8859_1).indexOf("stsz") + 4;
        assertThat(Arrays.copyOfRange(lifted, sizes, sizes + 28)).isEqualTo(ints(0, 0, 4, 32, 6, 32, 6));
    }

    @Test
    void pcmIsCountedByItsDescription() throws Exception {
        builder.codec = "sowt";
        builder.channels = 2;
        builder.bits = 16;
        builder.samples = 250;
        builder.delta = 1;
        builder.sampleBytes = 1; // As QuickTime writes it.
        byte[] file = join(fileType(), box("mdat", numbers(1_000)), movie(builder.track(1, fileType().length + 8)));
        assertThat(mediaData(lift(file))).isEqualTo(numbers(1_000));
    }

    /** Found by fuzzing: 100 ticks are one packet of 64 and a part of the next, which no decoder can use. */
    @Test
    void packetThatAChunkBreaksOffIsLeftOut() throws Exception {
        builder.codec = "ima4";
        builder.entryVersion = 1;
        builder.codecBoxes = ints(64, 34, 34, 2);
        builder.samples = 200;
        builder.delta = 1;
        builder.sampleBytes = 1;
        int start = fileType().length + 8;
        builder.chunkOffsets = List.of(start, start + 34);
        byte[] lifted = lift(join(fileType(), box("mdat", numbers(68)), movie(builder.track(1, 0))));
        assertThat(mediaData(lifted)).isEqualTo(numbers(68));
        assertThat(lift(lifted)).isEqualTo(lifted);
    }

    /** Thirty packets of 34 bytes, of which the edit plays five; ten before them are preroll. */
    @Test
    void packetsOfOldCodecsAreSelectedWhole() throws Exception {
        builder.codec = "ima4";
        builder.entryVersion = 1;
        builder.codecBoxes = ints(64, 34, 34, 2);
        builder.timescale = 1_000;
        builder.samples = 64 * 30;
        builder.delta = 1;
        builder.sampleBytes = 1;
        builder.edits = List.of(new int[] {64 * 5, 64 * 15});
        byte[] packets = new byte[34 * 30];
        for (int i = 0; i < packets.length; i++) {
            packets[i] = (byte) (i / 34);
        }
        byte[] lifted = lift(join(fileType(), box("mdat", packets), movie(builder.track(1, fileType().length + 8))));
        assertThat(mediaData(lifted)).isEqualTo(Arrays.copyOfRange(packets, 34 * 5, 34 * 20));
    }

    /** One sample of many frames of one byte each, again and again the same bytes: a bomb. */
    @Test
    void samplesThatShareTheirBytesAreRefused() {
        builder.samples = 2;
        builder.sampleBytes = 1_000;
        int start = fileType().length + 8;
        builder.chunkOffsets = List.of(start, start);
        byte[] file = join(fileType(), box("mdat", numbers(1_000)), movie(builder.track(1, 0)));
        assertThatThrownBy(() -> lift(file))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("RESOURCE_LIMIT_EXCEEDED");
    }

    /** Found by fuzzing: samples of which the tables tell the sizes and not the places, and then fragments. */
    @Test
    void fragmentsBehindTablesThatDisagreeAreRefused() {
        byte[] extend = box("mvex", box("trex", ints(0, 1, 1, FRAME, 7, 0)));
        byte[] fragment = box("moof", box("traf", box("tfhd", ints(0, 1)), box("trun", ints(0, 3))));
        builder.chunkOffsets = List.of(100, 100, 100);
        byte[] file = join(builder.file(extend), fragment, box("mdat", numbers(2_000)));
        assertThatThrownBy(() -> lift(file))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("disagree");
    }
}
