package org.soundlift.gateway.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.soundlift.http.ProblemException;

class SteadyInputTest {
    private final AtomicLong nanos = new AtomicLong();

    /** Reads a body of so many bytes, with a pause before each piece. */
    private int read(int total, int piece, double pauseSeconds) throws IOException {
        InputStream in = new SteadyInput(new ByteArrayInputStream(new byte[total]), nanos::get);
        byte[] buffer = new byte[piece];
        int sum = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            sum += count;
            nanos.addAndGet((long) (pauseSeconds * 1e9));
        }
        return sum;
    }

    @Test
    void slowLineIsFastEnough() throws Exception {
        assertThat(read(5_000_000, 2_000, 1)).isEqualTo(5_000_000);
    }

    @Test
    void shortBodyMayTakeItsTime() throws Exception {
        assertThat(read(100, 10, 5)).isEqualTo(100);
    }

    @Test
    void trickleIsRefused() {
        assertThatThrownBy(() -> read(5_000_000, 1, 1))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("too slow");
    }

    @Test
    void fastBeginningBuysNoTrickle() {
        assertThatThrownBy(() -> {
                    InputStream in = new SteadyInput(new ByteArrayInputStream(new byte[9_000_000]), nanos::get);
                    in.readNBytes(8_000_000);
                    for (int i = 0; i < 200; i++) {
                        nanos.addAndGet(1_000_000_000L);
                        assertThat(in.read()).isZero();
                    }
                })
                .isInstanceOf(ProblemException.class);
    }
}
