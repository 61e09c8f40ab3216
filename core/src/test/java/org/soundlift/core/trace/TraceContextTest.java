package org.soundlift.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void textIsReadBack() {
        TraceContext context = new TraceContext(TRACE, SPAN, true);
        assertThat(context.traceparent()).isEqualTo("00-" + TRACE + "-" + SPAN + "-01");
        assertThat(TraceContext.parse(context.traceparent())).contains(context);
        TraceContext random = TraceContext.random();
        assertThat(TraceContext.parse(random.traceparent())).contains(random);
        assertThat(TraceContext.random().traceId()).isNotEqualTo(random.traceId());
    }

    @Test
    void laterVersionsMayHaveMore() {
        assertThat(TraceContext.parse("cc-" + TRACE + "-" + SPAN + "-00-what-will-come"))
                .contains(new TraceContext(TRACE, SPAN, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-600f067aa0ba902b7-01"
            })
    void whatIsNoContextIsIgnored(String text) {
        assertThat(TraceContext.parse(text)).isEmpty();
    }

    @Test
    void idsOfProxiesAreKept() {
        assertThat(TraceContext.ofRequestId(TRACE).orElseThrow().traceId()).isEqualTo(TRACE);
        assertThat(TraceContext.ofRequestId("4BF92F35-77B3-4DA6-A3CE-929D0E0E4736")
                        .orElseThrow()
                        .traceId())
                .isEqualTo(TRACE);
        assertThat(TraceContext.ofRequestId("request 1")).isEmpty();
        assertThat(TraceContext.ofRequestId("0".repeat(32))).isEmpty();
        assertThat(TraceContext.ofRequestId(TRACE + "\r\nSet-Cookie: a=b")).isEmpty();
    }
}
