package org.soundlift.app.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The log of a service, on standard error, and its traces. */
public final class LogSettings {
    /** The gravity from which on something is logged. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** The form of a line. */
    public enum Format {
        /** For people. */
        TEXT,
        /** For programs that collect logs: one object of JSON in each line (RFC 8259). */
        JSON
    }

    public static final Setting<Level> LOG_LEVEL = new Setting<>(
            "LOG_LEVEL",
            "error, warn, info, debug or trace",
            "info",
            "The least severe level that is logged.",
            SettingForms.oneOf(Level.class));
    public static final Setting<Format> LOG_FORMAT = new Setting<>(
            "LOG_FORMAT",
            "text or json",
            "text",
            "Form of the log: lines for people, or an object of JSON in each line.",
            SettingForms.oneOf(Format.class));

    public static final Setting<Optional<URI>> OTLP_ENDPOINT = new Setting<>(
            "OTLP_ENDPOINT",
            "a URL such as http://localhost:4318",
            "",
            "Collector that gets a trace of each request and of what comes of it (OTLP over HTTP). Without it, there are none.",
            SettingForms::webUrl);

    static final SettingGroup GROUP = new SettingGroup("Log and traces", List.of(LOG_LEVEL, LOG_FORMAT, OTLP_ENDPOINT));

    private LogSettings() {}
}
