package org.soundlift.converter.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.ffmpeg.TestFfmpeg;
import org.soundlift.converter.mp3.EncoderSettings;
import org.soundlift.converter.mp3.RateControl;
import org.soundlift.converter.mp3.SerialEncoder;
import org.soundlift.converter.sandbox.Sandbox;
import org.soundlift.core.options.Rate.VariableRate;

/** {@link ParallelEncoder} with encoders that fail, stop early, write nothing or write something else. */
class FailingEncoderTest {
    private static final EncoderSettings V2 = new EncoderSettings(44_100, 2, RateControl.VARIABLE, 2, true);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final float[] SOUND = TestSound.of(44_100, 2, 800_000);

    @TempDir
    Path folder;

    /** The FFmpeg of the tests within a shell, for which "$@" are its arguments. */
    private ParallelEncoder encoderOf(String shell) throws IOException {
        Path program = Files.writeString(
                folder.resolve("ffmpeg"), "#!/bin/sh\nreal=" + TestFfmpeg.program() + "\n" + shell + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Ffmpeg ffmpeg = new Ffmpeg(program, "", "3.100", Sandbox.off());
        return new ParallelEncoder(ffmpeg, 3, HOUR);
    }

    private Path target() {
        return folder.resolve("out.mp3");
    }

    private void encode(ParallelEncoder encoder, long seconds) throws Exception {
        encoder.encode(TestSound.pcm(V2, SOUND), new VariableRate(2), OptionalLong.of(seconds), target(), s -> {});
    }

    /** No verdict comes in time then, and each encoder gets all that it could need. */
    @Test
    void anEncoderThatHoldsItsFramesBackIsNotWaitedForForever() throws Exception {
        ChunkPlan shortChunks = new ChunkPlan(49, 7, new ChunkPlan.Overlap(3, 1, 3), 3, OptionalLong.empty());
        ParallelEncoder late = encoderOf("all=$(mktemp); \"$real\" \"$@\" >\"$all\"; cat \"$all\"; rm \"$all\"");
        late.encode(TestSound.pcm(V2, SOUND), V2, shortChunks, target(), seconds -> {});
        assertThat(TestSound.frames(target())).isEqualTo(SerialEncoder.encode(V2, SOUND));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit 3",
                "head -c 100000 >/dev/null; exit 3",
                "kill -SEGV $$",
                "head -c 100000 >/dev/null",
                "\"$real\" \"$@\"; exit 3"
            })
    void anEncoderThatFailsFailsTheSound(String shell) throws Exception {
        ParallelEncoder failing = encoderOf(shell);
        for (ParallelEncoder each : List.of(failing, failing.uncut())) {
            assertThatThrownBy(() -> encode(each, 60)).isInstanceOf(EncoderFault.Failed.class);
        }
        assertThat(failing.busyCores()).isZero();
    }

    @Test
    void anEncoderThatWritesNoFramesIsNotBelieved() {
        assertThatThrownBy(() -> encode(encoderOf("cat >/dev/null"), 9)).isInstanceOf(EncoderFault.Failed.class);
        assertThatThrownBy(() -> encode(encoderOf("cat"), 9)).isInstanceOf(EncoderFault.NotJoined.class);
    }
}
