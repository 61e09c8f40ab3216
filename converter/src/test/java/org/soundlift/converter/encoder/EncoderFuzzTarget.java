package org.soundlift.converter.encoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.soundlift.converter.ffmpeg.TestFfmpeg;
import org.soundlift.converter.mp3.EncoderSettings;
import org.soundlift.converter.mp3.Mp3Stream;
import org.soundlift.converter.mp3.SerialEncoder;
import org.soundlift.core.options.Form;

/**
 * Encodes any samples with any settings: a crash of the encoder, which is another process, fails the run. Bytes select the
 * settings and are the samples, over and over, for some frames.
 */
public final class EncoderFuzzTarget {
    private static final ParallelEncoder ENCODER = new ParallelEncoder(TestFfmpeg.confined(), 1, Duration.ofMinutes(1));
    private static final int SAMPLES = 8_000;
    private static final ChunkPlan PLAN = new ChunkPlan(1, 4, new ChunkPlan.Overlap(1, 1, 3), 1, OptionalLong.empty());

    private EncoderFuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException, EncoderFault, InterruptedException {
        if (input.length < 4 + Float.BYTES) {
            return;
        }
        int rate = Form.SAMPLE_RATES.get((input[0] & 0xFF) % Form.SAMPLE_RATES.size());
        List<EncoderSettings> all =
                SerialEncoder.settings(rate, 1 + (input[1] & 1)).toList();
        EncoderSettings settings = all.get((input[2] & 0xFF) % all.size());
        float[] pattern = new float[(input.length - 4) / Float.BYTES];
        ByteBuffer.wrap(input, 4, pattern.length * Float.BYTES).asFloatBuffer().get(pattern);
        float[] sound = new float[SAMPLES * settings.channels()];
        for (int at = 0; at < sound.length; at += pattern.length) {
            System.arraycopy(pattern, 0, sound, at, Math.min(pattern.length, sound.length - at));
        }
        if ((input[3] & 1) == 0) { // As loud as sound is; otherwise whatever the bits say.
            for (int i = 0; i < sound.length; i++) {
                sound[i] = Float.floatToIntBits(sound[i]) / (float) Integer.MAX_VALUE;
            }
        }
        Path target = Files.createTempFile("encoder", ".mp3");
        try {
            ENCODER.encode(TestSound.pcm(settings, sound), settings, PLAN, target, seconds -> {});
            try (var in = Files.newInputStream(target)) {
                if (Mp3Stream.scan(in).samples() != SAMPLES) {
                    throw new IllegalStateException(settings + " " + Arrays.toString(pattern));
                }
            }
        } finally {
            Files.delete(target);
        }
    }
}
