package org.soundlift.auth.login;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts log-ins. */
public final class LoginMetrics {
    private final MeterRegistry registry;

    /** All counters begin at 0, so that the first refusal is a rise. */
    public LoginMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Result result : Result.values()) {
            counter(result);
        }
    }

    enum Result {
        SUCCEEDED,
        REFUSED,
        TOO_MANY
    }

    void count(Result result) {
        counter(result).increment();
    }

    private Counter counter(Result result) {
        return Counter.builder("soundlift.logins")
                .description("Log-ins with a password, by their result")
                .tag("result", result.name().toLowerCase(java.util.Locale.ROOT))
                .register(registry);
    }
}
