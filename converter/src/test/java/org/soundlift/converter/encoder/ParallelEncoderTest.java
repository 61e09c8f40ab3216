package org.soundlift.converter.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.soundlift.converter.ffmpeg.TestFfmpeg;
import org.soundlift.converter.level.Measuring;
import org.soundlift.converter.mp3.EncoderSettings;
import org.soundlift.converter.mp3.Mp3Stream;
import org.soundlift.converter.mp3.RateControl;
import org.soundlift.converter.mp3.SerialEncoder;
import org.soundlift.converter.sound.Pcm;
import org.soundlift.converter.sound.Treatment;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.options.Channels;
import org.soundlift.core.options.Rate.VariableRate;

class ParallelEncoderTest {
    private static final EncoderSettings V2 = new EncoderSettings(44_100, 2, RateControl.VARIABLE, 2, true);
    /** As the real one, but with chunks of nine seconds. */
    private static final ChunkPlan SHORT_CHUNKS = plan(7, 3, 1, 3);

    private static final int CHUNK_SAMPLES = 7 * 49 * 1152;

    @TempDir
    Path folder;

    private static final Duration HOUR = Duration.ofHours(1);

    private final ParallelEncoder encoder = new ParallelEncoder(TestFfmpeg.confined(), 3, HOUR);

    /** Chunks of equal length, for three lanes. */
    private static ChunkPlan plan(int chunk, int preroll, int tail, int lookahead) {
        return new ChunkPlan(49, chunk, new ChunkPlan.Overlap(preroll, tail, lookahead), 3, OptionalLong.empty());
    }

    private Path target() {
        return folder.resolve("out.mp3");
    }

    /** The frames behind the tag. */
    private byte[] encode(ChunkPlan plan, EncoderSettings settings, float[] sound) throws Exception {
        encoder.encode(TestSound.pcm(settings, sound), settings, plan, target(), seconds -> {});
        return TestSound.frames(target());
    }

    static Stream<EncoderSettings> someSettings() {
        return Stream.of(
                V2,
                new EncoderSettings(48_000, 1, RateControl.VARIABLE, 9, true),
                new EncoderSettings(44_100, 2, RateControl.CONSTANT, 128, true),
                new EncoderSettings(44_100, 2, RateControl.CONSTANT, 320, true),
                new EncoderSettings(32_000, 2, RateControl.AVERAGE, 150, true),
                new EncoderSettings(22_050, 1, RateControl.VARIABLE, 4, true),
                new EncoderSettings(16_000, 1, RateControl.VARIABLE, 9, true),
                new EncoderSettings(8_000, 1, RateControl.CONSTANT, 64, false));
    }

    @ParameterizedTest
    @MethodSource("someSettings")
    void writesWhatOneEncoderWrites(EncoderSettings settings) throws Exception {
        int preroll = 3 * 1152 / settings.frameSamples();
        ChunkPlan plan = plan(14, preroll, 1 + 2 * preroll, 4 * preroll);
        float[] sound = TestSound.of(settings.sampleRate(), settings.channels(), 50 * settings.sampleRate());
        byte[] expected = SerialEncoder.encode(settings, sound);
        assertThat(encode(plan, settings, sound)).isEqualTo(expected);
    }

    /** Around the ends of chunks, of blocks and of frames. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                1,
                2,
                575,
                1151,
                1152,
                1153,
                49 * 1152,
                49 * 1152 + 1,
                CHUNK_SAMPLES - 1,
                CHUNK_SAMPLES,
                CHUNK_SAMPLES + 1,
                CHUNK_SAMPLES + 2 * 1152,
                CHUNK_SAMPLES * 2,
                CHUNK_SAMPLES * 3 - 49 * 1152
            })
    void keepsEachSample(int samples) throws Exception {
        float[] sound = TestSound.of(44_100, 2, samples);
        byte[] expected = SerialEncoder.encode(V2, sound);
        assertThat(encode(SHORT_CHUNKS, V2, sound)).isEqualTo(expected);
        assertThat(measured().samples()).isEqualTo(samples);
        ParallelEncoder alone = new ParallelEncoder(TestFfmpeg.confined(), 1, HOUR);
        alone.encode(TestSound.pcm(V2, sound), V2, SHORT_CHUNKS, target(), seconds -> {});
        assertThat(TestSound.frames(target())).isEqualTo(expected);
    }

    private Mp3Stream measured() throws IOException {
        try (InputStream in = Files.newInputStream(target())) {
            return Mp3Stream.scan(in);
        }
    }

    /** Threads then wait for chunks, and race for them. */
    @Test
    void aSlowDecoderLosesNoChunk() throws Exception {
        ChunkPlan plan = plan(14, 6, 3, 24);
        float[] sound = TestSound.of(8_000, 1, 1_200_000);
        EncoderSettings settings = new EncoderSettings(8_000, 1, RateControl.CONSTANT, 64, false);
        byte[] expected = SerialEncoder.encode(settings, sound);
        for (int round = 0; round < 5; round++) {
            InputStream slow = new FilterInputStream(TestSound.wave(settings, sound)) {
                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    LockSupport.parkNanos(20_000);
                    return super.read(target, offset, Math.min(length, 5_000));
                }
            };
            encoder.encode(TestSound.pcm(slow), settings, plan, target(), seconds -> {});
            assertThat(TestSound.frames(target())).isEqualTo(expected);
        }
    }

    /** One lane alone needs room for what the next chunk has of the sound already. */
    @Test
    void oneLaneForSoundThatIsCutDoesNotWaitForever() throws Exception {
        EncoderSettings low = new EncoderSettings(16_000, 1, RateControl.CONSTANT, 64, true);
        float[] sound = TestSound.of(16_000, 1, 200 * 16_000);
        ParallelEncoder alone = new ParallelEncoder(TestFfmpeg.confined(), 1, HOUR);
        ChunkPlan cut = ChunkPlan.of(low, OptionalLong.of(200), 2);
        assertThat(cut.lanes()).isEqualTo(2);
        assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> alone.encode(TestSound.pcm(low, sound), low, cut, target(), seconds -> {}));
        assertThat(TestSound.frames(target())).isEqualTo(SerialEncoder.encode(low, sound));
    }

    /** As a full disk fails: while threads are at work, and one has begun its second chunk. */
    @Test
    void whatCantBeWrittenEndsAllThreads() throws Exception {
        float[] sound = TestSound.of(44_100, 2, 6 * CHUNK_SAMPLES);
        AtomicLong told = new AtomicLong();
        assertThatThrownBy(() -> encoder.encode(TestSound.pcm(V2, sound), V2, SHORT_CHUNKS, target(), seconds -> {
                    if (told.incrementAndGet() > 1_000) {
                        throw new IllegalStateException("no more");
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("no more");
        assertThat(encoder.busyCores()).isZero();
    }

    /** A device of Linux that is always full. */
    @ParameterizedTest
    @ValueSource(ints = {10_000, 6 * CHUNK_SAMPLES})
    void aFullDiskIsToldAsSuch(int samples) {
        float[] sound = TestSound.of(44_100, 2, samples);
        assertThatThrownBy(() ->
                        encoder.encode(TestSound.pcm(V2, sound), V2, SHORT_CHUNKS, Path.of("/dev/full"), seconds -> {}))
                .isInstanceOf(InsufficientStorageException.class);
        assertThat(encoder.busyCores()).isZero();
    }

    @Test
    void anInterruptionEndsAllThreadsBeforeItGoesOn() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch atWork = new CountDownLatch(1);
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                float[] sound = TestSound.of(44_100, 2, 20 * CHUNK_SAMPLES);
                encoder.encode(TestSound.pcm(V2, sound), V2, SHORT_CHUNKS, target(), seconds -> atWork.countDown());
            } catch (Exception e) {
                failure.set(e);
            }
        });
        atWork.await();
        reader.interrupt();
        reader.join();
        assertThat(failure.get()).isInstanceOf(InterruptedException.class);
        assertThat(encoder.busyCores()).isZero();
    }

    @Test
    void aDecoderThatDoesNotStopIsStopped() {
        float[] sound = TestSound.of(44_100, 2, 200_000);
        assertThatThrownBy(() -> encoder.encode(
                        Pcm.open(
                                TestSound.wave(V2, sound),
                                Treatment.none(Channels.SOURCE),
                                List.of(),
                                Measuring.LOUDNESS,
                                Duration.ofSeconds(3)),
                        new VariableRate(2),
                        OptionalLong.of(2),
                        target(),
                        s -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not stop");
    }

    @Test
    void aRateThatMp3DoesNotKnowIsRefused() {
        EncoderSettings odd = new EncoderSettings(96_000, 2, RateControl.VARIABLE, 2, true);
        assertThatThrownBy(() -> TestSound.pcm(odd, new float[10])).isInstanceOf(IOException.class);
    }

    @Test
    void severalSoundsShareTheCores() throws Exception {
        float[] sound = TestSound.of(44_100, 2, 5 * CHUNK_SAMPLES);
        byte[] expected = SerialEncoder.encode(V2, sound);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> all = IntStream.range(0, 4)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    try {
                        Path mine = folder.resolve(i + ".mp3");
                        encoder.encode(TestSound.pcm(V2, sound), V2, SHORT_CHUNKS, mine, seconds -> {});
                        byte[] file = Files.readAllBytes(mine);
                        assertThat(Arrays.copyOfRange(file, file.length - expected.length, file.length))
                                .isEqualTo(expected);
                    } catch (Exception | AssertionError e) {
                        failure.set(e);
                    }
                }))
                .toList();
        for (Thread thread : all) {
            thread.join();
        }
        assertThat(failure.get()).isNull();
        assertThat(encoder.busyCores()).isZero();
    }

    @Test
    void whatIsNoNumberIsSilence() throws Exception {
        float[] sound = TestSound.of(44_100, 2, 50_000);
        float[] broken = sound.clone();
        for (int i = 20_000; i < 20_100; i++) {
            sound[i] = 0;
            broken[i] = i % 2 == 0 ? Float.NaN : -0f;
        }
        assertThat(encode(SHORT_CHUNKS, V2, broken)).isEqualTo(SerialEncoder.encode(V2, sound));
    }

    @Test
    void tellsProgressUpToTheEnd() throws Exception {
        AtomicReference<Double> last = new AtomicReference<>(0.0);
        encoder.encode(
                TestSound.pcm(V2, TestSound.of(44_100, 2, 441_000)),
                new VariableRate(2),
                OptionalLong.of(10),
                target(),
                last::set);
        assertThat(last.get()).isBetween(10.0, 10.1);
    }

    @Test
    void noSoundIsAnEnd() {
        assertThatThrownBy(() -> encoder.encode(
                        TestSound.pcm(V2, new float[0]), new VariableRate(2), OptionalLong.empty(), target(), s -> {}))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void aDecoderThatFailsEndsAllThreads() throws Exception {
        InputStream broken = new java.io.SequenceInputStream(
                TestSound.wave(V2, TestSound.of(44_100, 2, 2 * CHUNK_SAMPLES)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("cut off");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        return read();
                    }
                });
        assertThatThrownBy(() -> encoder.encode(
                        TestSound.pcm(broken), new VariableRate(2), OptionalLong.of(3600), target(), s -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("cut off");
        assertThat(encoder.busyCores()).isZero();
    }

    @Test
    void uncutSoundHasOneEncoder() throws Exception {
        float[] sound = TestSound.of(44_100, 2, 60 * 44_100);
        AtomicInteger most = new AtomicInteger();
        encoder.uncut()
                .encode(
                        TestSound.pcm(V2, sound),
                        new VariableRate(2),
                        OptionalLong.of(60),
                        target(),
                        s -> most.accumulateAndGet(encoder.busyCores(), Math::max));
        assertThat(most.get()).isOne();
        assertThat(TestSound.frames(target())).isEqualTo(SerialEncoder.encode(V2, sound));
    }
}
