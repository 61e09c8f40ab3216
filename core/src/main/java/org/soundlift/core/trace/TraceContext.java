package org.soundlift.core.trace;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a piece of work in a trace, as services tell each other (W3C Trace Context, §3.2).
 *
 * @param traceId names the trace, which is the id of the first request too: 32 lower-case hexadecimal digits, not all zero
 * @param spanId names the piece of work: 16 lower-case hexadecimal digits, not all zero
 * @param sampled true if the trace is recorded
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {
    /** Later versions may have more at the end. */
    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?");

    private static final Pattern REQUEST_ID =
            Pattern.compile("[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern ZERO = Pattern.compile("0*");

    private static final int SAMPLED = 1;

    /** Returns the first piece of a new trace. */
    public static TraceContext random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String traceId = "%016x%016x".formatted(random.nextLong(), random.nextLong() | 1);
        return new TraceContext(traceId, newSpanId(), true);
    }

    private static String newSpanId() {
        return "%016x".formatted(ThreadLocalRandom.current().nextLong() | 1);
    }

    /** Returns the context in the text of header {@code traceparent}; empty if it is none. */
    public static Optional<TraceContext> parse(String traceparent) {
        Matcher form = FORM.matcher(traceparent);
        if (!form.matches() || isZero(form.group(1)) || isZero(form.group(2))) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(form.group(3), 16) & SAMPLED) != 0;
        return Optional.of(new TraceContext(form.group(1), form.group(2), sampled));
    }

    /** Returns a context under the id that a proxy has given to a request: 32 hexadecimal digits or a UUID (RFC 9562). Else empty. */
    public static Optional<TraceContext> ofRequestId(String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        String digits = lower.replace("-", "");
        return REQUEST_ID.matcher(lower).matches() && !isZero(digits)
                ? Optional.of(new TraceContext(digits, newSpanId(), true))
                : Optional.empty();
    }

    private static boolean isZero(String digits) {
        return ZERO.matcher(digits).matches();
    }

    /** Returns the text of header {@code traceparent}. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
