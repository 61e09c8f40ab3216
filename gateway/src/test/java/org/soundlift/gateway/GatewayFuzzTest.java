package org.soundlift.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.soundlift.core.support.Fuzzing;
import org.soundlift.gateway.download.RangeFuzzTarget;
import org.soundlift.gateway.upload.MultipartFuzzTarget;

class GatewayFuzzTest {
    private static List<byte[]> seeds(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(UTF_8)).toList();
    }

    @Test
    void multipart() throws Exception {
        String file =
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp4\"\r\n\r\n\0\0\0\20ftypisom\r\n";
        Fuzzing.run(
                MultipartFuzzTarget.class,
                seeds(
                        file + "--b--\r\n",
                        file + "--b\r\nContent-Disposition: form-data; name=\"quality\"\r\n\r\n2\r\n--b--\r\n",
                        "form-data; name=file; filename*=UTF-8''%e2%82%ac.mp4; filename=\"e\\\".mp4\"",
                        "form-data; name=\"f\"; filename=\"../../CON\u202e.mp4\""));
    }

    @Test
    void range() throws Exception {
        Fuzzing.run(
                RangeFuzzTarget.class,
                seeds("\0\0\0\0\0\0\0\100bytes=0-9", "\0\0\0\0\0\0\0\100bytes=-5", "\0\0\0\0\0\0\0\100bytes=9-,1-2"));
    }
}
