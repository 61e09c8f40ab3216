package org.soundlift.converter.lift;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.soundlift.mp4.coded.CodedSound;
import org.soundlift.mp4.coded.Coding;
import org.soundlift.mp4.coded.OpusPacket;
import org.soundlift.mp4.label.ResultLabels;
import org.soundlift.mp4.timeline.Playback;
import org.soundlift.mp4.timeline.Playback.Step;

/** {@link OggOpusFile}: durations of packets, and pages that say where the sound begins and ends. */
class OggOpusFileTest {
    private static final int PAGE_POSITION = 6;
    private static final byte[] DOPS = {0, 1, 0, 99, 0, 0, (byte) 0xBB, (byte) 0x80, 0, 0, 0};

    @ParameterizedTest(name = "first bytes {0} and {1}: {2} samples")
    @CsvSource({
        "0x00, 0, 480",
        "0x18, 0, 2880",
        "0x60, 0, 480",
        "0x68, 0, 960",
        "0x80, 0, 120",
        "0xF8, 0, 960",
        "0xF9, 0, 1920",
        "0xFB, 0x03, 2880",
        "0xFB, 0xC6, 5760"
    })
    void durationOfAPacketIsInItsFirstBytes(String first, String second, int samples) {
        byte[] packet = {(byte) (int) Integer.decode(first), (byte) (int) Integer.decode(second)};
        assertThat(OpusPacket.samples(packet, 2)).isEqualTo(samples);
    }

    @Test
    void firstAndLastPageSayWhatIsHeard() throws Exception {
        byte[] packets = new byte[70 * 300];
        for (int i = 0; i < 70; i++) {
            packets[i * 300] = (byte) 0xF8; // 20 ms
        }
        List<Step> steps = List.of(new Step.Skip(312), new Step.Take(60_000), new Step.Skip(6_888));
        CodedSound sound = new CodedSound(
                new Coding.Opus(ByteBuffer.wrap(DOPS)),
                48_000,
                1,
                List.of(),
                new Playback(48_000, List.of(new Playback.Run(0, 70)), steps),
                new CodedSound.Packets() {
                    @Override
                    public long count() {
                        return 70;
                    }

                    @Override
                    public int bytes(long packet) {
                        return 300;
                    }

                    @Override
                    public InputStream open() {
                        return new ByteArrayInputStream(packets);
                    }
                });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LiftedSound.write(sound, ResultLabels.NONE, new byte[0], out);
        ByteBuffer file = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.getShort(28 + 10)).as("pre-skip").isEqualTo((short) 312);
        int last = out.toString(ISO_8859_1).lastIndexOf("OggS");
        assertThat(file.get(last + 5)).as("end of stream").isEqualTo((byte) 4);
        assertThat(file.getLong(last + PAGE_POSITION)).isEqualTo(60_312);
    }
}
