package org.soundlift.converter.encoder;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.soundlift.converter.level.Measuring;
import org.soundlift.converter.mp3.EncoderSettings;
import org.soundlift.converter.sound.Pcm;
import org.soundlift.converter.sound.Treatment;
import org.soundlift.converter.sound.Wave;
import org.soundlift.core.options.Channels;
import org.soundlift.core.options.Form;

/** Sound with all that an encoder treats differently: sweeps, noise, clicks, silence, and channels that differ. */
public final class TestSound {
    private TestSound() {}

    /** The same each time, interleaved, full scale at 1. */
    public static float[] of(int sampleRate, int channels, int samples) {
        Random random = new Random(7);
        float[] sound = new float[samples * channels];
        for (int i = 0; i < samples; i++) {
            double t = (double) i / sampleRate;
            double sweep = 0.4 * Math.sin(2 * Math.PI * (100 * t + 300 * t * (t % 5)));
            double noise = t % 3 < 1 ? 0.2 * random.nextGaussian() : 0;
            double click = i % (sampleRate / 3) == 0 ? 0.9 : 0;
            boolean silent = t % 7 > 6;
            for (int c = 0; c < channels; c++) {
                double value = c == 0 ? sweep + noise : 0.5 * sweep - noise + click;
                sound[i * channels + c] = silent ? 0 : (float) value;
            }
        }
        return sound;
    }

    /** As FFmpeg writes it to a pipe. */
    public static InputStream wave(EncoderSettings settings, float[] interleaved) {
        byte[] header = Wave.header(settings.sampleRate(), settings.channels());
        ByteBuffer bytes = ByteBuffer.allocate(header.length + interleaved.length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header);
        bytes.asFloatBuffer().put(interleaved);
        return new ByteArrayInputStream(bytes.array());
    }

    static Pcm pcm(EncoderSettings settings, float[] interleaved) throws IOException {
        return pcm(wave(settings, interleaved));
    }

    /** All of a stream as FFmpeg writes it. */
    static Pcm pcm(InputStream wave) throws IOException {
        return Pcm.open(
                wave, Treatment.none(Channels.SOURCE), Form.SAMPLE_RATES, Measuring.LOUDNESS, Duration.ofHours(1));
    }

    /** Returns the frames of an MP3 behind its first one, the tag. */
    static byte[] frames(Path mp3) throws IOException {
        byte[] file = Files.readAllBytes(mp3);
        int next = 1;
        while ((file[next] & 0xFF) != 0xFF
                || file[next + 1] != file[1]
                || (file[next + 2] & 0x0C) != (file[2] & 0x0C)) {
            next++;
        }
        return Arrays.copyOfRange(file, next, file.length);
    }
}
