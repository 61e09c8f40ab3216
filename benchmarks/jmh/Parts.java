package benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.soundlift.converter.mp3.join.AudioFrame;
import org.soundlift.converter.mp3.join.FrameParser;
import org.soundlift.converter.mp3.Mp3Stream;
import org.soundlift.converter.mp3.join.Mp3Writer;
import org.soundlift.converter.mp3.RateControl;
import org.soundlift.mp4.Mp4Movie;
import org.soundlift.mp4.ChannelRanges;
import org.soundlift.mp4.Mp4Reader;

/**
 * Our own code at work on ten minutes of sound, in a video and in an MP3 of LAME without tag; properties of the JVM
 * are their paths.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class Parts {
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Path mp3File = Path.of(System.getProperty("mp3"));
    private FileChannel video;
    private Mp4Movie movie;
    private byte[] mp3;
    private List<AudioFrame> frames;

    @Setup(Level.Trial)
    public void open() throws Exception {
        video = FileChannel.open(Path.of(System.getProperty("video")));
        movie = Mp4Reader.read(new ChannelRanges(video), Mp4Reader.Request.ofAll(LONGEST));
        mp3 = Files.readAllBytes(mp3File);
        frames = new ArrayList<>();
        new FrameParser(RateControl.VARIABLE, true, frames::add).accept(mp3, mp3.length);
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        video.close();
    }

    /** The tables of the video. */
    @Benchmark
    public Mp4Movie readTables() throws Exception {
        return Mp4Reader.read(new ChannelRanges(video), Mp4Reader.Request.ofAll(LONGEST));
    }

    /** The sound of the video, as FFmpeg is fed with it. */
    @Benchmark
    public long lift() throws IOException {
        return movie.audio().file().open().transferTo(OutputStream.nullOutputStream());
    }

    /** LAME's stream, taken apart. */
    @Benchmark
    public void parseFrames(Blackhole hole) throws IOException {
        new FrameParser(RateControl.VARIABLE, true, hole::consume).accept(mp3, mp3.length);
    }

    /** Its frames, put together again. */
    @Benchmark
    public void writeFrames(Blackhole hole) throws IOException {
        Mp3Writer writer = new Mp3Writer(hole::consume, RateControl.VARIABLE, true);
        for (AudioFrame frame : frames) {
            writer.write(frame);
        }
        writer.finish();
    }

    /** The length of an MP3, as it is measured in the end. */
    @Benchmark
    public Mp3Stream measure() throws IOException {
        try (var in = new java.io.BufferedInputStream(Files.newInputStream(mp3File))) {
            return Mp3Stream.scan(in);
        }
    }
}
