package org.soundlift.converter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.soundlift.converter.encoder.EncoderFuzzTarget;
import org.soundlift.converter.mp3.Mp3FuzzTarget;
import org.soundlift.core.support.Fuzzing;
import org.soundlift.mp4.Mp4FuzzTarget;
import org.soundlift.mp4.Mp4Seeds;

class ConverterFuzzTest {
    private static final int MAX_SEED_BYTES = 100_000;

    @Test
    void tablesAndLifter() throws Exception {
        List<byte[]> seeds = new ArrayList<>(Mp4Seeds.all());
        seeds.addAll(Fuzzing.filesOf("SOUNDLIFT_TEST_MEDIA", MAX_SEED_BYTES));
        seeds.addAll(Fuzzing.filesOf("SOUNDLIFT_HOSTILE_MEDIA", MAX_SEED_BYTES));
        Fuzzing.run(Mp4FuzzTarget.class, seeds);
    }

    @Test
    void frames() throws Exception {
        byte[] frame = new byte[417]; // 128 kbit/s at 44.1 kHz.
        frame[0] = (byte) 0xFF;
        frame[1] = (byte) 0xFB;
        frame[2] = (byte) 0x90;
        byte[] three = new byte[3 * frame.length];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(frame, 0, three, i * frame.length, frame.length);
        }
        byte[] tagged = three.clone();
        System.arraycopy(
                "Info\0\0\0\1\0\0\0\2".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), 0, tagged, 36, 12);
        byte[] id3 = new byte[10 + three.length];
        id3[0] = 'I';
        id3[1] = 'D';
        id3[2] = '3';
        System.arraycopy(three, 0, id3, 10, three.length);
        Fuzzing.run(Mp3FuzzTarget.class, List.of(frame, three, tagged, id3));
    }

    @Test
    void encoder() throws Exception {
        byte[] seed = new byte[4 + 64 * Float.BYTES];
        ByteBuffer samples = ByteBuffer.wrap(seed, 4, 64 * Float.BYTES);
        for (int i = 0; i < 64; i++) {
            samples.putFloat((float) Math.sin(i / 10.0));
        }
        byte[] loud = seed.clone();
        loud[3] = 1;
        Fuzzing.run(EncoderFuzzTarget.class, List.of(seed, loud));
    }
}
