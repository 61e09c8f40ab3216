package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.soundlift.mp4.Mp4Builder.box;
import static org.soundlift.mp4.Mp4Builder.fileType;
import static org.soundlift.mp4.Mp4Builder.ints;
import static org.soundlift.mp4.Mp4Builder.join;
import static org.soundlift.mp4.Mp4Builder.movie;

import java.time.Duration;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

class CompressedMovieTest {
    private final Mp4Builder builder = new Mp4Builder();

    private static byte[] deflated(byte[] bytes) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] target = new byte[bytes.length + 100];
            return Arrays.copyOf(target, deflater.deflate(target));
        }
    }

    private static byte[] compressed(String method, int declared, byte[] data) {
        return box("moov", box("cmov", box("dcom", method.getBytes(US_ASCII)), box("cmvd", ints(declared), data)));
    }

    private static Mp4Movie read(byte[] movie) throws Exception {
        byte[] file = join(fileType(), box("mdat", new byte[1_000]), movie);
        return Mp4Reader.read(new MemoryRanges(file), Mp4Reader.Request.ofAll(Duration.ofHours(12)));
    }

    private static FailureCode code(byte[] movie) {
        return catchThrowableOfType(ConversionException.class, () -> read(movie))
                .failure()
                .code();
    }

    @Test
    void tablesAreReadAsIfTheyWereNotCompressed() throws Exception {
        byte[] tables = movie(builder.track(1, fileType().length + 8));
        assertThat(read(compressed("zlib", tables.length, deflated(tables)))
                        .audio()
                        .duration())
                .isEqualTo(read(tables).audio().duration());
    }

    @Test
    void whatCannotBeInflatedHasItsCode() {
        byte[] tables = movie(builder.track(1, 0));
        assertThat(code(compressed("bzip", tables.length, tables))).isEqualTo(FailureCode.UNSUPPORTED_AUDIO);
        assertThat(code(compressed("zlib", tables.length, tables))).isEqualTo(FailureCode.MALFORMED_MEDIA);
        assertThat(code(compressed("zlib", 20 << 20, deflated(tables)))).isEqualTo(FailureCode.RESOURCE_LIMIT_EXCEEDED);
        assertThat(code(compressed("zlib", -1, deflated(tables)))).isEqualTo(FailureCode.RESOURCE_LIMIT_EXCEEDED);
        byte[] nested = compressed("zlib", tables.length, deflated(tables));
        assertThat(code(compressed("zlib", nested.length, deflated(nested)))).isEqualTo(FailureCode.MALFORMED_MEDIA);
    }
}
