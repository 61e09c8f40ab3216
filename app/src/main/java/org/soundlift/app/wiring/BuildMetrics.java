package org.soundlift.app.wiring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.soundlift.core.service.BuildVersion;

/** The version that runs, as the labels of a number that is always 1. */
final class BuildMetrics implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("soundlift.build.info", () -> 1)
                .description("The version of the program, and of its Java")
                .tag("version", BuildVersion.current().orElse("development"))
                .tag("java", Runtime.version().toString())
                .register(registry);
    }
}
