package org.soundlift.converter.mp3;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.soundlift.converter.ffmpeg.TestFfmpeg;

/** One FFmpeg from beginning to end, started without any code of ours: what every other way has to come up to. */
public final class SerialEncoder {
    private SerialEncoder() {}

    /** Every way to encode sound of a rate. */
    public static Stream<EncoderSettings> settings(int sampleRate, int channels) {
        Stream<EncoderSettings> variable = Stream.of(0, 2, 4, 6, 9)
                .map(q -> new EncoderSettings(sampleRate, channels, RateControl.VARIABLE, q, true));
        Stream<EncoderSettings> constant = Stream.of(64, 128, 192, 320)
                .map(kbit -> new EncoderSettings(sampleRate, channels, RateControl.CONSTANT, kbit, true));
        Stream<EncoderSettings> others = Stream.of(
                new EncoderSettings(sampleRate, channels, RateControl.AVERAGE, 100, true),
                new EncoderSettings(sampleRate, channels, RateControl.VARIABLE, 3, false),
                new EncoderSettings(sampleRate, channels, RateControl.CONSTANT, 128, false));
        return Stream.of(variable, constant, others).flatMap(s -> s);
    }

    /**
     * Returns the whole stream, without tag.
     *
     * @param interleaved samples, full scale at 1
     */
    public static byte[] encode(EncoderSettings settings, float[] interleaved) throws IOException {
        List<String> command = new ArrayList<>(List.of(TestFfmpeg.program().toString(), "-v", "error"));
        command.addAll(List.of("-f", "f32le", "-ar", "" + settings.sampleRate(), "-ac", "" + settings.channels()));
        command.addAll(
                List.of("-i", "pipe:0", "-c:a", "libmp3lame", "-reservoir", settings.useReservoir() ? "1" : "0"));
        command.addAll(
                switch (settings.control()) {
                    case VARIABLE -> List.of("-q:a", "" + settings.value());
                    case CONSTANT -> List.of("-b:a", settings.value() + "k");
                    case AVERAGE -> List.of("-abr", "1", "-b:a", settings.value() + "k");
                });
        command.addAll(List.of("-write_xing", "0", "-id3v2_version", "0", "-f", "mp3", "pipe:1"));
        Path output = Files.createTempFile("serial", ".mp3");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(output.toFile())
                    .start();
            ByteBuffer bytes =
                    ByteBuffer.allocate(interleaved.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(interleaved);
            try (OutputStream input = process.getOutputStream()) {
                input.write(bytes.array());
            }
            if (process.waitFor() != 0) {
                throw new IOException("FFmpeg ended with " + process.exitValue());
            }
            return Files.readAllBytes(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(output);
        }
    }
}
